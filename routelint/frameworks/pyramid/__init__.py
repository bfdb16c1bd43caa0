"""Pyramid: configurators, named routes and their views, tweens, subscribers."""

from __future__ import annotations

from routelint.frameworks.pyramid.table import FRAMEWORK

__all__ = ["FRAMEWORK"]
