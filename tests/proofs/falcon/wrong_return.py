"""RL108 under Falcon: what responders return is dropped."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {
        method: client.seen("/letters", method) for method in ("GET", "POST", "PUT", "DELETE")
    }
    found["letter"] = client.seen("/letters/1")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET": (200, ""),
            "POST": (200, ""),
            "PUT": (200, ""),
            "DELETE": (403, ""),
            "letter": (200, ""),
        },
        good={
            "GET": (200, '{"letters": 1}'),
            "POST": (201, "posted"),
            "PUT": (200, '{"letters": 1}'),
            "DELETE": (403, ""),
            "letter": (200, "letter 1"),
        },
    ),
]
