"""RL406 under raw WSGI: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/codes",)


def probe(client: Any) -> dict[str, object]:
    return {
        **all_of(
            lambda path, headers: client.ask(path, X_Forwarded_For=headers["X-Forwarded-For"])[0],
            PATHS,
        )
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, UNLIMITED)},
        good={**dict.fromkeys(PATHS, LIMITED)},
    ),
]
