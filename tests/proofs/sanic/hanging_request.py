"""RL105 under Sanic: a path without an answer is a 500."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "order": client.seen("/orders/9"),
        "state": client.seen("/orders/9/state"),
        "export": client.seen("/orders/export"),
        "csv": client.seen("/orders/export?format=csv"),
        "ping": client.seen("/ping"),
        "basket": client.seen("/basket"),
        "add": client.seen("/basket", "POST"),
        "not found": client.seen("/nowhere"),
        "broken": client.seen("/orders/broken"),
        "members": client.seen("/members"),
        "documented": client.seen("/documented"),
        "crash": client.seen("/crash"),
        "protected": client.seen("/protected"),
    }


NONE = (500, "Invalid response type None (need HTTPResponse)")

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "order": NONE,
            "state": NONE,
            "export": NONE,
            "csv": (200, "1\n2"),
            "ping": NONE,
            "basket": NONE,
            "add": NONE,
            "not found": NONE,
            "broken": NONE,
            "members": NONE,
            "documented": NONE,
            "crash": NONE,
            "protected": NONE,
        },
        good={
            "order": (404, "no such order"),
            "state": (404, "no such order"),
            "export": (400, "format is csv or json"),
            "csv": (200, "1\n2"),
            "ping": (204, ""),
            "basket": (200, "a basket"),
            "add": (400, "a number, please"),
            "not found": (404, "Requested URL /nowhere not found"),
            "broken": (400, "broken"),
            "members": (401, "members only"),
            "documented": (200, "a part"),
            "crash": (500, "something went wrong"),
            "protected": (204, ""),
        },
    )
]
