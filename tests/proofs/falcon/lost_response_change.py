"""RL107 under Falcon: what a stream sets is not there; errors keep what was set."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("winds", "rains", "storms")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.ask(f"/{page}")
        names = [*sorted(response.cookies), *({"x-rows"} & set(response.headers))]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"winds": (200, []), "rains": (200, []), "storms": (200, [])},
        good={"winds": (200, ["x-rows"]), "rains": (200, ["seen"]), "storms": (206, [])},
    ),
]
