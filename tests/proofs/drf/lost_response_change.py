"""RL107 under REST framework: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("tickets", "seat", "row")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [*sorted(response.cookies), *({"X-Row"} & set(response.headers))]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"tickets": (200, []), "seat": (403, []), "row": (200, [])},
        good={"tickets": (200, ["seen"]), "seat": (403, ["card"]), "row": (203, ["X-Row"])},
    ),
]
