"""Django's test client: REST framework is an application of Django."""

from __future__ import annotations

from tests.proofs.django.client import client

__all__ = ["client"]
