"""RL306 under FastAPI: what a client gets who is not signed in."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = (
    "bearer",
    "listed",
    "checker",
    "itself",
    "annotated",
    "body",
    "assigned",
    "unread",
    "lenient",
    "refused",
)


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in PATHS}


MODULES = ["listed", "itself"]


def probe_modules(client: Any) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in MODULES}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 200),
        good=dict.fromkeys(PATHS, 401),
        fixed={**dict.fromkeys(PATHS, 200), "refused": 401},
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad=dict.fromkeys(MODULES, 200),
        good=dict.fromkeys(MODULES, 401),
    ),
]
