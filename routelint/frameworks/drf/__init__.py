"""Django REST framework: view classes, view sets and routers on top of Django."""

from __future__ import annotations

from routelint.frameworks.drf.table import FRAMEWORK

__all__ = ["FRAMEWORK"]
