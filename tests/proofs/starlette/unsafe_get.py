"""RL801 under Starlette: following a link removes what it points to."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

LINKS = (
    "/notes/1/delete",
    "/notes/2/finish",
    "/files/1.txt/delete",
    "/drafts/1/delete",
    "/drafts/2/drop",
    "/drafts/3/done",
)


def probe(client: Any) -> dict[str, object]:
    """What is left after all links were followed."""
    client.post("/fill")
    for link in LINKS:
        client.get(link)
    return {**client.get("/notes").json(), **client.get("/files").json()}


PROOFS = [
    Proof(
        probe=probe,
        bad={"notes": ["2 done", "3"], "drafts": [], "files": []},
        good={"notes": ["1", "2", "3"], "drafts": [1, 2, 3], "files": ["1.txt"]},
    ),
]
