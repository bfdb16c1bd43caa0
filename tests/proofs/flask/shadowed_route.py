"""RL203 does not exist under Flask: a parameter above a literal does not hide it."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    paths = ("/users/ann", "/users/7", "/users/me", "/music/latest", "/news/latest")
    return {path: client.get(path).get_data(as_text=True) for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        fixture="",
        corrected="good.py",
        good={
            "/users/ann": "user ann",
            "/users/7": "user no. 7",
            "/users/me": "myself",
            "/music/latest": "latest of music",
            "/news/latest": "latest news",
        },
    ),
]
