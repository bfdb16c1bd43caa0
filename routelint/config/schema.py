"""Every configuration key, with its type and default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields


class ConfigError(Exception):
    """The configuration can't be used; the message names the key and the file."""


@dataclass(frozen=True)
class Config:
    """The resolved configuration. In TOML the keys are written with dashes.

    `select` empty means the default rules. `jobs` 0 means all cores; `cache_dir` is relative to the
    project root. `body_limit = "proxy"` says that a server in front enforces the limit.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    force_exclude: bool = False
    output_format: str = "full"
    min_severity: str = "info"
    min_confidence: str = "low"
    fail_level: str = "info"
    fix: bool = False
    unsafe_fixes: bool = False
    preview: bool = False
    cache: bool = True
    cache_dir: str = ".routelint_cache"
    jobs: int = 0
    auth_decorators: tuple[str, ...] = ()
    auth_dependencies: tuple[str, ...] = ()
    auth_middleware: tuple[str, ...] = ()
    public_paths: tuple[str, ...] = ()
    response_helpers: tuple[str, ...] = ()
    no_return_functions: tuple[str, ...] = ()
    body_limit: str = ""
    frameworks: tuple[str, ...] = ()
    target_versions: Mapping[str, str] = field(default_factory=dict)


CHOICES: Mapping[str, tuple[str, ...]] = {
    "output_format": ("full", "concise", "grouped", "json", "json-lines", "github"),
    "min_severity": ("info", "warning", "error"),
    "min_confidence": ("low", "medium", "high"),
    "fail_level": ("info", "warning", "error"),
    "body_limit": ("", "proxy"),
}

KEYS: Mapping[str, object] = {f.name.replace("_", "-"): f.default for f in fields(Config)}
