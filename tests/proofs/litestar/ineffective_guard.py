"""RL306 under Litestar: what a client gets who is not signed in."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = ("patients", "reports")


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in PATHS}


MODULES = ["patients"]


def probe_modules(client: Any) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in MODULES}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, 200),
        good=dict.fromkeys(PATHS, 401),
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad=dict.fromkeys(MODULES, 200),
        good=dict.fromkeys(MODULES, 401),
    ),
]
