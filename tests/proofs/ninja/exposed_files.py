"""RL508 under django-ninja: files beside the directory of reports."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import UP, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "rest": f"/rest/{UP}",
}


def text(response: Any) -> str:
    return bytes(b"".join(response)).decode()


def probe(client: Any) -> dict[str, object]:
    with reports() as directory:
        whole = f"/whole?path={directory.with_name('secret.txt')}"
        return seen(lambda path: text(client.get(path)), {**PATHS, "whole": whole})


LABELS = (*PATHS, "whole")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    )
]
