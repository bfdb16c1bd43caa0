"""RL705 under Django: orders for less than one copy are placed."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

NAMES = ("statement", "uncalled", "negated", "unread")


def probe(client: Any) -> dict[str, object]:
    return {name: asked(client, name) for name in NAMES}


def probe_forms(client: Any) -> dict[str, object]:
    return {"statement": asked(client, "statement")}


def asked(client: Any, name: str) -> tuple[int, str]:
    answer = client.post(f"/{name}", {"book": "Emma", "copies": "-1"})
    return answer.status_code, answer.content.decode()


ORDERED = (200, "ordered")
REFUSED = (400, "no such order")

PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(NAMES, ORDERED), "statement": (200, "ordered {'book': 'Emma'}")},
        good=dict.fromkeys(NAMES, REFUSED),
        fixed={
            "statement": (200, "ordered {'book': 'Emma'}"),
            "uncalled": REFUSED,
            "negated": REFUSED,
            "unread": ORDERED,
        },
    ),
    Proof(
        fixture="bad_forms",
        probe=probe_forms,
        bad={"statement": ORDERED},
        good={"statement": REFUSED},
    ),
]
