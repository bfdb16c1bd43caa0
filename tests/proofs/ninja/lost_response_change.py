"""RL107 under django-ninja: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("entries", "balance", "audit")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/api/{page}")
        names = [*sorted(response.cookies), *({"X-Page"} & set(response.headers))]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"entries": (200, []), "balance": (403, []), "audit": (200, [])},
        good={"entries": (200, ["seen"]), "balance": (403, ["X-Page"]), "audit": (200, ["X-Page"])},
    ),
]
