"""RL702 under http.server: the class is the same for all requests."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    return {
        "first": client.wire("/", X_User="ann").rpartition(" ")[2],
        "second": client.wire("/").rpartition(" ")[2],
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"first": "ann", "second": "ann"},
        good={"first": "ann", "second": "nobody"},
    ),
]
