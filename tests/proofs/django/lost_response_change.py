"""RL107 under Django: what was set on another response is not there."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in ("animals", "moved", "feeding", "keeper", "night"):
        response = client.get(f"/{page}")
        found[page] = (response.status_code, bool(response.cookies), "X-House" in response)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "animals": (200, False, False),
            "moved": (302, False, False),
            "feeding": (403, False, False),
            "keeper": (403, False, False),
            "night": (404, False, False),
        },
        good={
            "animals": (200, True, False),
            "moved": (302, False, True),
            "feeding": (403, False, True),
            "keeper": (403, True, False),
            "night": (404, False, True),
        },
    ),
]
