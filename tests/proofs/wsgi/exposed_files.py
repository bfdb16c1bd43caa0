"""RL508 under WSGI: files beside the directory of reports."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import reports, seen

PATHS = {
    "path": "/../secret.txt",
}


def probe(client: Any) -> dict[str, object]:
    with reports():
        return seen(lambda path: str(client.seen(path)[1]), PATHS)


LABELS = (*PATHS,)

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    )
]
