"""What somebody makes who has read a key in the source of an application."""

from __future__ import annotations

import base64
import json

import itsdangerous
import jwt


def token(key: str | bytes) -> str:
    """A JSON Web Token of the administrator."""
    return jwt.encode({"sub": "admin"}, key, "HS256")


def starlette_session(key: str) -> str:
    """The cookie of Starlette's `SessionMiddleware` for the administrator."""
    data = base64.b64encode(json.dumps({"user": "admin"}).encode())
    return itsdangerous.TimestampSigner(key).sign(data).decode()
