"""RL206 under Litestar: the first in the list is the outermost, and has no session to ask."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/basket", "/visits"):
        response = client.get(path)
        found[path] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/basket": (500, '{"status_code":500,"detail":"Internal Server Error"}'),
            "/visits": (500, '{"status_code":500,"detail":"Internal Server Error"}'),
        },
        good={"/basket": (200, "guest has no books"), "/visits": (200, "2 visits")},
    ),
]
