"""RL206 under Quart: a hook that answers keeps the hooks behind it from running."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    ann = {"Authorization": "token-of-ann"}
    return {
        "stranger, nothing cached": client.get("/report").status_code,
        "ann": client.get("/report", headers=ann).text,
        "stranger after ann": client.get("/report").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"stranger, nothing cached": 401, "ann": "secret report", "stranger after ann": 200},
        good={"stranger, nothing cached": 401, "ann": "secret report", "stranger after ann": 401},
    ),
    Proof(
        probe=probe,
        fixture="bad_blueprint.py",
        bad={"stranger, nothing cached": 401, "ann": "secret report", "stranger after ann": 200},
        good={"stranger, nothing cached": 401, "ann": "secret report", "stranger after ann": 401},
    ),
]
