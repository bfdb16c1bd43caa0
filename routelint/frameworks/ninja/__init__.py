"""django-ninja: APIs, routers and their operations on top of Django."""

from __future__ import annotations

from routelint.frameworks.ninja.table import FRAMEWORK

__all__ = ["FRAMEWORK"]
