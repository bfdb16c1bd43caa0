"""RL101 under Falcon: an error that is not raised changes nothing, and the responder goes on."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

ANN = {"Authorization": "token-of-ann"}


def probe(client: Client) -> dict[str, object]:
    return {
        "salaries": client.seen("/salaries"),
        "change": client.seen("/salaries", "POST"),
        "bonus": client.seen("/bonus"),
        "letter": client.seen("/letters/9"),
        "delete": client.seen("/letters/9", "DELETE"),
        "old": client.seen("/old"),
        "post": client.seen("/old", "POST"),
        "machine": client.seen("/machine"),
        "at night": client.seen("/salaries", headers={**ANN, "X-Clock": "night"}),
    }


def probe_asgi(client: Client) -> dict[str, object]:
    return {
        "unknown": client.seen("/orders/9"),
        "put": client.seen("/orders/1", "PUT"),
        "at tea": client.seen("/orders/1", headers={"X-Clock": "tea"}),
    }


GOOD = {
    "salaries": (403, ""),
    "change": (403, ""),
    "bonus": (401, ""),
    "letter": (404, ""),
    "delete": (404, ""),
    "old": (301, ""),
    "post": (302, ""),
    "machine": (500, ""),
    "at night": (503, ""),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "salaries": (200, "secret"),
            "change": (200, "changed"),
            "bonus": (200, "secret"),
            "letter": (200, "an empty page"),
            "delete": (200, "deleted"),
            "old": (200, ""),
            "post": (200, "posted"),
            "machine": (200, ""),
            "at night": (200, "secret"),
        },
        good=GOOD,
        fixed={**GOOD, "letter": (200, "an empty page"), "delete": (200, "deleted")},
    ),
    Proof(
        probe=probe_asgi,
        fixture="bad_asgi.py",
        bad={"unknown": (200, ""), "put": (204, ""), "at tea": (200, '{"owner": "bob"}')},
        good={"unknown": (404, ""), "put": (403, ""), "at tea": (503, "")},
        fixed={"unknown": (404, ""), "put": (403, ""), "at tea": (503, "")},
    ),
]
