"""RL107 under Flask-RESTX: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("beds", "shed", "pond")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Bed") if name in response.headers]
        found[page] = (response.status_code, names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"beds": (200, []), "shed": (403, []), "pond": (203, [])},
        good={
            "beds": (200, ["Set-Cookie"]),
            "shed": (403, ["Set-Cookie"]),
            "pond": (203, ["X-Bed"]),
        },
    ),
]
