"""RL107 under WSGI: what was set on another response is not there."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("papers", "moved", "drawer")


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.ask(f"/{page}")
        names = [name for name in ("Set-Cookie", "X-Rack") if name in response[1]]
        found[page] = (response[0], names)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"papers": (200, []), "moved": (302, []), "drawer": (403, [])},
        good={
            "papers": (200, ["Set-Cookie"]),
            "moved": (302, ["X-Rack"]),
            "drawer": (403, ["Set-Cookie"]),
        },
    ),
]
