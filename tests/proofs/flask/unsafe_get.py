"""RL801 under Flask: following a link removes what it points to."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

LINKS = (
    "/notes/1/delete",
    "/notes/2/drop",
    "/notes/3/remove",
    "/notes/4/finish",
    "/notes/5/forget",
    "/notes/6/archive",
    "/done/7",
    "/notes/add?text=again",
    "/tags/red/delete",
    "/files/1.txt/delete",
    "/drafts/1/delete",
)


def probe(client: Any) -> dict[str, object]:
    """What is left after all links were followed."""
    for link in LINKS:
        client.get(link)
    found: dict[str, object] = {}
    for page in ("/notes", "/tags", "/drafts"):
        found.update(client.get(page).json)
    return found


def modules(client: Any) -> dict[str, object]:
    client.get("/notes/1/archive")
    return dict(client.get("/notes").json)


PROOFS = [
    Proof(
        probe=modules,
        fixture="bad_modules",
        bad={"notes": [2, 3]},
        good={"notes": [1, 2, 3]},
    ),
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
