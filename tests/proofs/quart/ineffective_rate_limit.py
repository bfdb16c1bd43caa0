"""RL406 under Quart: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/search", "/prices", "/hints", "/vouchers/SPRING")


def asking(*paths: str) -> Callable[[Any], dict[str, object]]:
    def probe(client: Any) -> dict[str, object]:
        return {
            **all_of(lambda path, headers: client.get(path, headers=headers).status_code, paths)
        }

    return probe


PROOFS = [
    Proof(
        probe=asking(*PATHS, "/ranks"),
        bad={**dict.fromkeys(PATHS, UNLIMITED), "/ranks": LIMITED},
        good={**dict.fromkeys(PATHS, LIMITED), "/ranks": LIMITED},
    ),
    Proof(
        probe=asking("/codes"),
        fixture="bad_noted.py",
        bad={"/codes": UNLIMITED},
        good={"/codes": LIMITED},
    ),
    Proof(
        probe=asking("/codes"),
        fixture="bad_unbound.py",
        bad={"/codes": UNLIMITED},
        good={"/codes": LIMITED},
    ),
]
