"""RL103 under REST framework: the view has run, or runs twice."""

from __future__ import annotations

import sys

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    from django.urls import resolve

    done = sys.modules[resolve("/stock").func.__module__].DONE
    seen: dict[str, object] = {}
    for path in ("/orders", "/stock", "/mail?retry", "/shelves/sort/"):
        done.clear()
        status = client.post(path).status_code
        seen[path] = (status, list(done))
    return seen


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/orders": (403, ["ordered"]),
            "/stock": (403, ["stocked"]),
            "/mail?retry": (200, ["mailed", "mailed"]),
            "/shelves/sort/": (403, ["sorted"]),
        },
        good={
            "/orders": (403, []),
            "/stock": (403, []),
            "/mail?retry": (200, ["mailed"]),
            "/shelves/sort/": (403, []),
        },
    )
]
