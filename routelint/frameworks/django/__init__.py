"""Django: function and class views, urlconfs, settings modules and middleware."""

from __future__ import annotations

from routelint.frameworks.django.table import FRAMEWORK

__all__ = ["FRAMEWORK"]
