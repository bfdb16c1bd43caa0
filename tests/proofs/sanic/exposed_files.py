"""RL508 under Sanic: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import SECRET, UP, own_name, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "listed": f"/listed?name={UP}",
}


def probe(client: Any) -> dict[str, object]:
    with reports():
        found = seen(lambda path: str(client.seen(path)[1]), PATHS)
        posted = str(client.post("/posted", data={"name": "../secret.txt"}).text)
    found["posted"] = "outside" if SECRET in posted else "inside"
    status = client.seen(f"/sources/{own_name()}")[0]
    found["sources"] = "outside" if status == 200 else "inside"
    return found


LABELS = (*PATHS, "posted", "sources")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    )
]
