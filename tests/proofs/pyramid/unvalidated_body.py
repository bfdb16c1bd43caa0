"""RL704 under Pyramid: fields that no form offers are set."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import answer, answers
from tests.proofs.harness import Proof

PATHS = ("/json", "/loop", "/shared")
EVIL = '{"name":"eve","is_admin":true}'
FINE = '{"name":"eve","is_admin":false}'


def probe(client: Any) -> dict[str, object]:
    found = answers(client, *PATHS)
    found["/form application/x-www-form-urlencoded"] = answer(
        client, "/form", "name=eve&is_admin=yes", "application/x-www-form-urlencoded"
    )
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(PATHS, EVIL),
            "/form application/x-www-form-urlencoded": '{"name":"eve","is_admin":"yes"}',
        },
        good={
            **dict.fromkeys(PATHS, FINE),
            "/form application/x-www-form-urlencoded": '{"name":"eve","is_admin":false}',
        },
    )
]
