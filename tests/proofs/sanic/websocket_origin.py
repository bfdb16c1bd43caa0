"""RL308 under Sanic: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.origins import headers, heard_at

PATHS = (
    "/cookie",
    "/part",
    "/added",
)


def probe(client: Any) -> dict[str, object]:
    return {path: heard_at(f"ws://127.0.0.1:{client.port}{path}", sent(path)) for path in PATHS}


def sent(path: str) -> dict[str, str]:
    origins = {
        "/part": "https://kitchen.example.evil.example",
    }
    return headers("session=c-ann", origins.get(path, "https://evil.example"))


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    )
]
