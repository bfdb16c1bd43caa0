"""RL301 under Bottle: a test on the path lets in who was not meant."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "begins like it": client.get("/publications-secret").status_code,
        "ends like it": client.get("/records/ann.css").status_code,
        "open": client.get("/public/opening-hours").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"begins like it": 200, "ends like it": 200, "open": 200},
        good={"begins like it": 401, "ends like it": 401, "open": 200},
    )
]
