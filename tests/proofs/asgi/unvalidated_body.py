"""RL704 under ASGI: fields that no form offers are set."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import answers
from tests.proofs.harness import Proof

PATHS = ("/json", "/loop")
EVIL = '{"name":"eve","is_admin":true}'
FINE = '{"name":"eve","is_admin":false}'


def probe(client: Any) -> dict[str, object]:
    return answers(client, *PATHS)


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(PATHS, EVIL),
        },
        good={
            **dict.fromkeys(PATHS, FINE),
        },
    )
]
