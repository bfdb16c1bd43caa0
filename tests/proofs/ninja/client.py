"""Django's test client: an API of django-ninja is a part of a Django project."""

from __future__ import annotations

from tests.proofs.django.client import client

__all__ = ["client"]
