"""RL508 under ASGI: files beside the directory of reports."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import UP, reports, seen

PATHS = {
    "path": f"/{UP}",
}


def probe(client: Any) -> dict[str, object]:
    with reports():
        return seen(lambda path: str(client.get(path).text), PATHS)


LABELS = (*PATHS,)

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    )
]
