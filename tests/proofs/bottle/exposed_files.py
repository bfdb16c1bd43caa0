"""RL508 under Bottle: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import UP, own_name, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "rest": f"/rest/{UP}",
    "attribute": f"/attribute?name={UP}",
    "directory": "/directory?folder=..",
}


def probe(client: Any) -> dict[str, object]:
    with reports():
        found = seen(lambda path: str(client.get(path).text), PATHS)
    status = client.get(f"/sources/{own_name()}").status_code
    found["sources"] = "outside" if status == 200 else "inside"
    return found


LABELS = (*PATHS, "sources")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    )
]
