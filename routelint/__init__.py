"""routelint: the linter that understands a Python web application the way its framework does."""

from __future__ import annotations

__version__ = "0.1.0"
