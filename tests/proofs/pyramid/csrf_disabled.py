"""RL309 under Pyramid: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    base = "https://localhost"
    client.get("/login", base_url=base)
    stranger = Client(client.application).post("/transfer?amount=10", base_url=base)
    return {
        "stranger": stranger.status_code in (400, 403),
        "visitor": client.post(
            "/transfer?amount=10", base_url=base, headers={"Origin": base}
        ).status_code,
    }


OPEN, CLOSED = {"stranger": True, "visitor": 200}, {"stranger": True, "visitor": 400}

PROOFS = [
    Proof(probe=probe, bad=OPEN, good=CLOSED),
    Proof(probe=probe, fixture="bad_methods.py", bad=OPEN, good=CLOSED),
    *(
        Proof(probe=probe, fixture=f"bad_{name}.py", bad=OPEN, good=CLOSED, fixed=CLOSED)
        for name in ("view", "default")
    ),
]
