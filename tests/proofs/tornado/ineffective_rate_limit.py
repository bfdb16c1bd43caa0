"""RL406 under Tornado: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/codes",)


def probe(client: Any) -> dict[str, object]:
    return {
        **all_of(
            lambda path, headers: (
                client.ask(path, X_Forwarded_For=headers["X-Forwarded-For"]).status
            ),
            (*PATHS, "/prices"),
        )
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, UNLIMITED), "/prices": LIMITED},
        good={**dict.fromkeys(PATHS, LIMITED), "/prices": LIMITED},
    ),
]
