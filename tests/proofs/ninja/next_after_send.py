"""django-ninja: a decorator that refuses when the operation has run, or runs it twice."""

from __future__ import annotations

import sys
from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    from django.conf import settings

    done = sys.modules[settings.ROOT_URLCONF].DONE
    seen: dict[str, object] = {}
    for path in ("orders", "shelves", "mail?retry", "stock/lorries"):
        done.clear()
        status = client.post(f"/api/{path}").status_code
        seen[path] = (status, list(done))
    return seen


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "orders": (403, ["ordered"]),
            "shelves": (403, ["sorted"]),
            "mail?retry": (200, ["mailed", "mailed"]),
            "stock/lorries": (403, ["loaded"]),
        },
        good={
            "orders": (403, []),
            "shelves": (403, []),
            "mail?retry": (200, ["mailed"]),
            "stock/lorries": (403, []),
        },
    )
]
