"""RL702 under Flask-RESTful: a client sees what another one has sent."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    client.get("/search?q=diary")
    client.get("/tags/red")
    client.get("/basket?item=diary")
    client.get("/page?user=ann")
    return {
        "/search": client.get("/search").json,
        "/tags/blue": client.get("/tags/blue").json,
        "/basket": client.get("/basket").json,
        "/page": client.get("/page").json,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/search": "results for diary",
            "/tags/blue": "red,blue",
            "/basket": ["diary", "book"],
            "/page": "ann",
        },
        good={
            "/search": "results for ",
            "/tags/blue": "blue",
            "/basket": ["book"],
            "/page": "nobody",
        },
    ),
]
