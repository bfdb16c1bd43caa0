"""RL601 without a framework: the loop stands still while the application waits."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, of_asgi


def probe(client: Any) -> dict[str, object]:
    return of_asgi(client.app, ["/sleep", "/helper", "/audited"])


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(("/sleep", "/helper", "/audited"), (200, STALLS)),
        good=dict.fromkeys(("/sleep", "/helper", "/audited"), (200, GOES_ON)),
        fixed={
            "/sleep": (200, GOES_ON),
            "/helper": (200, STALLS),
            "/audited": (200, STALLS),
        },
    )
]
