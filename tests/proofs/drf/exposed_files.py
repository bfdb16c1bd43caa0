"""RL508 under REST framework: files beside the directory of reports."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.outside import SECRET, UP, reports, seen

PATHS = {
    "joined": f"/joined?name={UP}",
    "rest": f"/rest/{UP}",
}


def text(response: Any) -> str:
    return bytes(b"".join(response)).decode()


def probe(client: Any) -> dict[str, object]:
    with reports():
        found = seen(lambda path: text(client.get(path)), PATHS)
        posted = text(client.post("/posted", {"name": "../secret.txt"}))
    found["posted"] = "outside" if SECRET in posted else "inside"
    return found


LABELS = (*PATHS, "posted")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(LABELS, "outside"),
        good=dict.fromkeys(LABELS, "inside"),
    )
]
