"""RL308 under Quart: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from tests.proofs.harness import Proof
from tests.proofs.jwts import KEY
from tests.proofs.origins import headers, heard

PATHS = (
    "/cookie",
    "/session",
    "/prefix",
)


def probe(client: Any) -> dict[str, object]:
    return {path: heard(client.app, path, sent(path)) for path in PATHS}


def sent(path: str) -> dict[str, str]:
    origins = {"/prefix": "https://news.example.evil.example"}
    return headers(
        f"session_id=w-ann; session={signed()}", origins.get(path, "https://evil.example")
    )


def signed() -> str:
    """The session of the administrator, as the application signs it."""
    app = Flask("elsewhere")
    app.secret_key = KEY
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    text = serializer.dumps({"user": "ann"})
    return text.decode() if isinstance(text, bytes) else text


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    )
]
