"""RL508 under http.server: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import UP, own_name, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "rest": f"/rest/{UP}",
}


def probe(client: Any) -> dict[str, object]:
    with reports():
        found = seen(lambda path: str(client.wire(path)), PATHS)
    status = client.answers(f"/{own_name()}")[0][0]
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
