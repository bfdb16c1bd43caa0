"""RL204 under REST framework: the first of two answers."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    seen: dict[str, object] = {}
    for path in ("/lamps/", "/lamps/7/", "/bulbs/", "/offers/"):
        answer = client.get(path)
        seen[path] = answer.json() if answer.status_code == 200 else answer.status_code
    return seen


def probe_near(client: Client) -> dict[str, object]:
    return {"/old/lamps/": client.get("/old/lamps/").json()}


PROOFS = [
    Proof(
        probe=probe,
        bad={"/lamps/": "lamps", "/lamps/7/": "lamp 7", "/bulbs/": 404, "/offers/": 404},
        good={"/lamps/": "lamps", "/lamps/7/": "lamp 7", "/bulbs/": "bulbs", "/offers/": "offers"},
    ),
    Proof(probe=probe_near, fixture="", corrected="good.py", good={"/old/lamps/": "lamps"}),
]
