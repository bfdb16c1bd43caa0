"""RL704 under Flask-RESTX: fields that no form offers are set, and a missing body is a 500."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import answer, answers
from tests.proofs.harness import Proof

PATHS = ("/json", "/read", "/payload", "/loop")
EVIL = '{"name":"eve","is_admin":true}'
FINE = '{"name":"eve","is_admin":false}'


def probe(client: Any) -> dict[str, object]:
    found = answers(client, *PATHS)
    found["/item text/plain"] = answer(client, "/item", '{"name": "eve"}', "text/plain")
    return found


BAD: dict[str, object] = {
    **dict.fromkeys(PATHS, EVIL),
    "/item text/plain": 500,
}

PROOFS = [
    Proof(
        probe=probe,
        bad=BAD,
        good={
            **dict.fromkeys(PATHS, FINE),
            "/item text/plain": 415,
        },
        fixed={**BAD, "/item text/plain": 415},
    )
]
