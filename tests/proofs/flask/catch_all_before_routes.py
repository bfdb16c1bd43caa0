"""RL202 does not exist under Flask: a catch-all route above the others takes nothing from them."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    paths = ("/", "/anything/else", "/about", "/api/orders", "/api/unknown")
    return {path: client.get(path).get_data(as_text=True).strip() for path in paths}


PROOFS = [
    Proof(
        probe=probe,
        fixture="",
        corrected="good.py",
        good={
            "/": "page:",
            "/anything/else": "page: anything/else",
            "/about": "about us",
            "/api/orders": '{"orders":[]}',
            "/api/unknown": '{"message":"no resource unknown"}',
        },
    ),
]
