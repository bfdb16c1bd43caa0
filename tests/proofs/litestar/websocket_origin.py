"""RL308 under Litestar: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.origins import headers, heard

PATHS = (
    "/cookie",
    "/parameter",
    "/listener",
    "/suffix",
)


def probe(client: Any) -> dict[str, object]:
    return {path: heard(client.app, path, sent(path), "hello") for path in PATHS}


def sent(path: str) -> dict[str, str]:
    origins = {
        "/suffix": "https://evil-library.example",
    }
    return headers("session=r-ann", origins.get(path, "https://evil.example"))


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    )
]
