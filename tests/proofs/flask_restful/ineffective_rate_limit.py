"""RL406 under Flask-RESTful: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/codes", "/vouchers")


def asking(*paths: str) -> Callable[[Any], dict[str, object]]:
    def probe(client: Any) -> dict[str, object]:
        return {
            **all_of(lambda path, headers: client.get(path, headers=headers).status_code, paths)
        }

    return probe


PROOFS = [
    Proof(
        probe=asking(*PATHS, "/prices"),
        bad={**dict.fromkeys(PATHS, UNLIMITED), "/prices": LIMITED},
        good={**dict.fromkeys(PATHS, LIMITED), "/prices": LIMITED},
    ),
    Proof(
        probe=asking("/codes"),
        fixture="bad_unbound.py",
        bad={"/codes": UNLIMITED},
        good={"/codes": LIMITED},
    ),
]
