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
    project root. `body_limit = "proxy"` and the others of `IN_FRONT` say that a server in front of the
    application sees to something, so that the application need not.
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
    blocking_calls: tuple[str, ...] = ()
    body_limit: str = ""
    cookie_flags: str = ""
    forwarded_headers: str = ""
    rate_limit: str = ""
    security_headers: str = ""
    frameworks: tuple[str, ...] = ()
    target_versions: Mapping[str, str] = field(default_factory=dict)


#: What a server in front of the application may see to, which no analysis of the code can know.
IN_FRONT = ("body_limit", "cookie_flags", "forwarded_headers", "rate_limit", "security_headers")

CHOICES: Mapping[str, tuple[str, ...]] = {
    "output_format": ("full", "concise", "grouped", "json", "json-lines", "github"),
    "min_severity": ("info", "warning", "error"),
    "min_confidence": ("low", "medium", "high"),
    "fail_level": ("info", "warning", "error"),
    **dict.fromkeys(IN_FRONT, ("", "proxy")),
}

KEYS: Mapping[str, object] = {f.name.replace("_", "-"): f.default for f in fields(Config)}


def in_front(config: Config) -> frozenset[str]:
    """The keys, as they are written in TOML, of what a server in front of the application sees to."""
    return frozenset(
        name.replace("_", "-") for name in IN_FRONT if getattr(config, name) == "proxy"
    )
