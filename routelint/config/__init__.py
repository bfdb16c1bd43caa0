"""What the user wants: keys, their files, rule selectors, versions of the frameworks."""

from __future__ import annotations

from routelint.config.load import find_root, load_config
from routelint.config.schema import Config, ConfigError, in_front

__all__ = ["Config", "ConfigError", "find_root", "in_front", "load_config"]
