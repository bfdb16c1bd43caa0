"""RL406 under django-ninja: a limit of one request in a minute, and three requests."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

from tests.proofs.harness import Proof
from tests.proofs.rates import LIMITED, UNLIMITED, all_of

PATHS = ("/dates", "/rooms")


def probe(client: Any) -> dict[str, object]:
    cache.clear()
    return {**all_of(lambda path, headers: client.get(path, headers=headers).status_code, PATHS)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, UNLIMITED)},
        good={**dict.fromkeys(PATHS, LIMITED)},
    ),
]
