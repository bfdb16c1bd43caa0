"""RL103 under Bottle: what was refused is done nevertheless, or is done twice."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def shipped() -> int:
        return int(client.get("/shipped").get_data(as_text=True))

    found: dict[str, object] = {}
    for name, path, headers in (
        ("stranger", "/ship/7", {}),
        ("driver", "/ship/7", {"Authorization": "token-of-ann"}),
        ("sunday", "/sunday/7", {"X-Day": "sunday"}),
        ("express", "/express/ship", {}),
    ):
        before = shipped()
        status = client.post(path, headers=headers).status_code
        found[name] = (status, shipped() - before)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"stranger": (403, 1), "driver": (200, 1), "sunday": (403, 1), "express": (200, 2)},
        good={"stranger": (403, 0), "driver": (200, 1), "sunday": (403, 0), "express": (200, 1)},
    )
]
