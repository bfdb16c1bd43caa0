"""Starlette's test client speaks ASGI to a Quart application, as a server does."""

from tests.proofs.starlette.client import client

__all__ = ["client"]
