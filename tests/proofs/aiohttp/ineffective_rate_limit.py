"""RL406 under aiohttp: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/codes",)


def probe(client: Any) -> dict[str, object]:
    return {**all_of(lambda path, headers: client.get(path, headers=headers).status_code, PATHS)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, UNLIMITED)},
        good={**dict.fromkeys(PATHS, LIMITED)},
    ),
]
