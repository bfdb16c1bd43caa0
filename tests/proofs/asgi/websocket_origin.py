"""RL308 under raw ASGI: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.origins import headers, heard

PATHS = ("/",)


def probe(client: Any) -> dict[str, object]:
    return {path: heard(client.app, path, sent(path)) for path in PATHS}


def sent(path: str) -> dict[str, str]:
    assert path == "/"
    return headers("session=s-ann")


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    )
]
