"""RL604 under Pyramid: a 404, a refusal and a redirect become answers for a crash."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    return {
        "book": seen(client, "/books/1"),
        "unknown book": seen(client, "/books/9"),
        "loans": seen(client, "/loans"),
        "returns": seen(client, "/returns", "POST"),
        "unknown shelf": seen(client, "/shelves/poems"),
    }


GOOD = {
    "book": (200, '{"title": "Dune"}'),
    "unknown book": (404, ""),
    "loans": (403, ""),
    "returns": (302, ""),
    "unknown shelf": (404, ""),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "book": (200, '{"title": "Dune"}'),
            "unknown book": (500, '{"error": "HTTPNotFound"}'),
            "loans": (200, "[]"),
            "returns": (500, "that did not work"),
            "unknown shelf": (503, "please try again"),
        },
        good=GOOD,
        fixed=GOOD,
    )
]
