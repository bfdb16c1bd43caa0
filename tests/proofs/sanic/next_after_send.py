"""RL103 under Sanic: the client is refused, and the handler runs."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {
        "members": client.seen("/members"),
        "sunday": client.seen("/accounts/5", X_day="sunday"),
        "delete": client.seen("/accounts/7", "DELETE"),
        "update": client.seen("/accounts/7", "POST"),
        "retry": client.seen("/accounts/9", X_retry="yes"),
    }
    client.settle()
    found["ran"] = list(client.module.app.ctx.ran)
    return found


SEEN = {
    "members": (401, '{"error":"members only"}'),
    "sunday": (503, "closed on sundays"),
    "delete": (401, "sign in"),
    "update": (401, "sign in"),
    "retry": (200, "shown"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            **SEEN,
            "ran": ["members", "shown 5", "deleted 7", "updated 7", "shown 9", "shown 9"],
        },
        good={**SEEN, "ran": ["shown 9"]},
        # Where the answer is a stream, and where the order is wrong, only the author can mend it.
        fixed={**SEEN, "ran": ["shown 5", "updated 7", "shown 9", "shown 9"]},
    )
]
