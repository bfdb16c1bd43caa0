"""RL704 under Starlette: fields that no form offers are set."""

from __future__ import annotations

from typing import Any

from tests.proofs.bodies import ADMIN, posted
from tests.proofs.harness import Proof

PATHS = ("/json", "/body", "/loop")
EVIL = '{"name":"eve","is_admin":true}'
FINE = '{"name":"eve","is_admin":false}'


def probe(client: Any) -> dict[str, object]:
    return {**posted(client, *PATHS, json=ADMIN), **posted(client, "/form", data=ADMIN)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, EVIL), "/form": '{"name":"eve","is_admin":"true"}'},
        good=dict.fromkeys((*PATHS, "/form"), FINE),
    )
]
