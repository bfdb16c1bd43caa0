"""RL704 under Falcon: fields that no form offers are set, and a missing body is a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import answer, answers
from tests.proofs.harness import Proof

PATHS = ("/media", "/get_media", "/stream", "/loop")
EVIL = '{"name":"eve","is_admin":true}'
FINE = '{"name":"eve","is_admin":false}'


def probe(client: Any) -> dict[str, object]:
    found = answers(client, *PATHS)
    found["/item application/json"] = answer(client, "/item", "", "application/json")
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(PATHS, EVIL),
            "/item application/json": 500,
        },
        good={
            **dict.fromkeys(PATHS, FINE),
            "/item application/json": 400,
        },
    )
]
