"""RL801 under FastAPI: following a link removes what it points to."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

LINKS = (
    "/notes/1/delete",
    "/notes/2/drop",
    "/notes/3/remove",
    "/notes/4/finish",
    "/notes/7/edit",
    "/notes/7/clear",
    "/notes/5/forget",
    "/notes/6/archive",
    "/notes/add?text=again",
    "/admin/tags/red/delete",
    "/admin/files/1.txt/delete",
    "/admin/drafts/1/delete",
)


def probe(client: Any) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.get(link)
    return {**client.get("/notes").json(), **client.get("/admin/drafts").json()}


PROOFS = [
    Proof(
        probe=probe,
        bad={"notes": ["4 done", "5"], "tags": ["blue"], "drafts": [2], "files": 0},
        good={
            "notes": ["1", "2", "3", "4", "5", "6", "7"],
            "tags": ["red", "blue"],
            "drafts": [1, 2],
            "files": 1,
        },
    ),
]
