"""RL508 under Django: files beside the directory of reports, and the source of the application."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import UP, UP_PRIVATE, own_name, reports, seen

PATHS = {
    "rest": f"/rest/{UP}",
    "begins": f"/begins?name={UP_PRIVATE}",
    "joined": f"/joined?name={UP}",
    "opened": f"/opened?name={UP}",
    "grouped": f"/grouped/{UP}/",
}


def text(response: Any) -> str:
    return bytes(b"".join(response)).decode()


def probe(client: Any) -> dict[str, object]:
    with reports():
        found = seen(lambda path: text(client.get(path)), PATHS)
    for label in ("static", "assets"):
        status = client.get(f"/{label}/{own_name()}").status_code
        found[label] = "outside" if status == 200 else "inside"
    return found


LABELS = (*PATHS, "static", "assets")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    )
]
