"""Tornado: request handlers that answer by sending, tables of regular expressions, WebSockets."""

from __future__ import annotations

from routelint.frameworks.tornado.table import FRAMEWORK

__all__ = ["FRAMEWORK"]
