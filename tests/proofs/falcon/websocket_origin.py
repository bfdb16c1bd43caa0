"""RL308 under Falcon: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.origins import headers, heard

PATHS = (
    "/cookie",
    "/values",
    "/suffix",
)


def probe(client: Any) -> dict[str, object]:
    return {path: heard(client.module.app, path, sent(path)) for path in PATHS}


def sent(path: str) -> dict[str, str]:
    origins = {
        "/suffix": "https://evil-warehouse.example",
    }
    return headers("session=p-ann", origins.get(path, "https://evil.example"))


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    )
]
