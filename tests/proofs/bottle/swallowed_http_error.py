"""RL604 under Bottle: a 404 or a redirect becomes another answer."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "user": client.get("/users/eve").status_code,
        "login": client.post("/login", data={"name": "ann"}).status_code,
        "card": client.get("/cards/eve").status_code,
        "letters": client.get("/letters/eve").status_code,
        "known": client.get("/users/ann").status_code,
    }


GOOD = {"user": 404, "login": 303, "card": 404, "letters": 404, "known": 200}

PROOFS = [
    Proof(
        probe=probe,
        bad={"user": 500, "login": 200, "card": 200, "letters": 500, "known": 200},
        good=GOOD,
        fixed=GOOD,
    )
]
