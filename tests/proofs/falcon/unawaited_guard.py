"""RL305 under Falcon: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = (
    "condition",
    "variable",
    "operators",
    "comparison",
    "statement",
    "handed_on",
    "method",
    "asked",
    "desk",
)


def probe(client: Any) -> dict[str, object]:
    return {path: client.seen(f"/{path}")[0] for path in PATHS}


def plain(client: Any) -> dict[str, object]:
    return {path: client.seen(path)[0] for path in ("/method", "/whole", "/condition")}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 200),
        good=dict.fromkeys(PATHS, 403),
        fixed=dict.fromkeys(PATHS, 403),
    ),
    Proof(
        fixture="bad_wsgi.py",
        probe=plain,
        bad={"/method": 200, "/whole": 200, "/condition": 200},
        good={"/method": 403, "/whole": 403, "/condition": 403},
    ),
]
