"""Any ASGI application answers Starlette's test client."""

from tests.proofs.starlette.client import client

__all__ = ["client"]
