"""RL105 under Falcon: where nothing is written the client gets a 200 with nothing in it."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "order": client.seen("/orders/9"),
        "state": client.seen("/orders/9/state"),
        "search": client.seen("/search", query_string="state=lost"),
        "total": client.seen("/total", query_string="by=0"),
    }


def probe_context(client: Client) -> dict[str, object]:
    return {path: client.seen(path) for path in ("/orders/1", "/orders/9", "/first")}


EMPTY = (200, "")

PROOFS = [
    Proof(
        probe=probe,
        bad={"order": EMPTY, "state": EMPTY, "search": EMPTY, "total": EMPTY},
        good={"order": (404, ""), "state": (404, ""), "search": (404, ""), "total": (400, "")},
    ),
    Proof(
        probe=probe_context,
        fixture="",
        corrected="good_context.py",
        good={
            "/orders/1": (200, '{"state": "open"}'),
            "/orders/9": (200, '{"document": null}'),
            "/first": (200, "first"),
        },
    ),
]
