"""RL508 under Litestar: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import UP, own_name, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "asked": f"/asked?name={UP}",
}


def probe(client: Any) -> dict[str, object]:
    with reports() as directory:
        whole = f"/whole?path={directory.with_name('secret.txt')}"
        found = seen(lambda path: str(client.get(path).text), {**PATHS, "whole": whole})
    status = client.get(f"/sources/{own_name()}").status_code
    found["sources"] = "outside" if status == 200 else "inside"
    return found


LABELS = (*PATHS, "whole", "sources")


def probe_of_given(client: Any) -> dict[str, object]:
    """Handlers that are given a report by name get it, whatever the query says."""
    with reports() as directory:
        path = str(directory.with_name("secret.txt"))
        return {
            "report": client.get("/newest", params={"report": path}).text,
            "oldest_report": client.get("/oldest", params={"oldest_report": path}).text,
        }


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_of_given,
        good={"report": "january", "oldest_report": "january"},
    ),
]
