"""Finding and reading configuration files. The only module that imports tomli."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli

from routelint.config.schema import CHOICES, KEYS, Config, ConfigError

FILES = (".routelint.toml", "routelint.toml", "pyproject.toml")
_MAPPINGS = ("per-file-ignores", "target-versions")


def find_root(start: Path) -> tuple[Path, Path | None]:
    """The project root for a path, and its configuration file.

    The root is the directory of the nearest configuration file above, or else the nearest one with
    a `pyproject.toml` or `.git`, or else `start` itself.
    """
    directory = start if start.is_dir() else start.parent
    directory = directory.resolve()
    fallback: Path | None = None
    for folder in (directory, *directory.parents):
        for name in FILES:
            candidate = folder / name
            if candidate.is_file() and (name != "pyproject.toml" or _table(candidate) is not None):
                return folder, candidate
        if fallback is None and any((folder / n).exists() for n in ("pyproject.toml", ".git")):
            fallback = folder
    return fallback or directory, None


def load_config(path: Path | None, overrides: Mapping[str, object] | None = None) -> Config:
    """The configuration of a file (defaults when None), with overrides by field name.

    Raises ConfigError for unreadable files, unknown keys and values of a wrong type.
    """
    config = Config() if path is None else _read(path, ())
    return replace(config, **dict(overrides or {}))  # type: ignore[arg-type]


def parse_override(text: str) -> dict[str, object]:
    """`key = value` in TOML, as given on the command line, as overrides by field name."""
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"--config {text!r} is neither a file nor valid TOML: {error}") from None
    return _checked(table, "--config")


def _table(path: Path) -> dict[str, Any] | None:
    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: can't be read: {error}") from None
    except tomli.TOMLDecodeError as error:
        if path.name == "pyproject.toml":
            return None
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    if path.name != "pyproject.toml":
        return data
    found = data.get("tool", {}).get("routelint")
    return found if isinstance(found, dict) else None


def _read(path: Path, seen: tuple[Path, ...]) -> Config:
    path = path.resolve()
    if path in seen:
        raise ConfigError(f"{path}: `extend` leads back to itself")
    table = _table(path) or {}
    base = Config()
    extended = table.pop("extend", None)
    if extended is not None:
        if not isinstance(extended, str):
            raise ConfigError(f"{path}: `extend` must be a path in quotes")
        target = path.parent / extended
        if not target.is_file():
            raise ConfigError(f"{path}: `extend` names {extended}, which does not exist")
        base = _read(target, (*seen, path))
    return replace(base, **_checked(table, str(path)))  # type: ignore[arg-type]


def _checked(table: Mapping[str, Any], where: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if key not in KEYS:
            close = difflib.get_close_matches(key, KEYS, n=1)
            hint = f"; did you mean `{close[0]}`?" if close else ""
            raise ConfigError(f"{where}: unknown key `{key}`{hint}")
        found[name] = _typed(key, value, where)
        choices = CHOICES.get(name)
        if choices is not None and found[name] not in choices:
            listed = ", ".join(c for c in choices if c)
            raise ConfigError(f"{where}: `{key}` must be one of {listed}, not {value!r}")
    return found


def _typed(key: str, value: Any, where: str) -> object:
    default = KEYS[key]
    if key in _MAPPINGS:
        if not isinstance(value, dict):
            raise ConfigError(f"{where}: `{key}` must be a table, not {_kind(value)}")
        if key == "target-versions":
            return {str(k): str(v) for k, v in value.items()}
        return {str(k): _strings(key, v, where) for k, v in value.items()}
    if isinstance(default, tuple):
        return _strings(key, value, where)
    if isinstance(default, bool) or isinstance(value, bool):
        if not (isinstance(default, bool) and isinstance(value, bool)):
            raise ConfigError(f"{where}: `{key}` must be {_kind(default)}, not {_kind(value)}")
        return value
    if not isinstance(value, type(default)):
        raise ConfigError(f"{where}: `{key}` must be {_kind(default)}, not {_kind(value)}")
    return value


def _strings(key: str, value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{where}: `{key}` must be a list of strings, not {_kind(value)}")
    return tuple(value)


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        str: "a string",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), type(value).__name__)
