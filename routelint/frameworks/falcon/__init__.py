"""Falcon: resources with responders, hooks, middleware components, sinks; WSGI and ASGI."""

from __future__ import annotations

from routelint.frameworks.falcon.table import FRAMEWORK

__all__ = ["FRAMEWORK"]
