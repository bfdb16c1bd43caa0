"""RL403 under aiohttp: what no limit, and the limit of a part of the application, let through."""

from __future__ import annotations

from typing import Any

from tests.proofs.aiohttp.client import serving
from tests.proofs.harness import Proof

LARGE = b"x" * 3 * 1024 * 1024


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {"large": client.post("/notes", content=LARGE).status_code}
    with serving(client.module.unlimited) as unlimited:
        found["larger"] = unlimited.post("/notes", content=LARGE + LARGE).status_code
    with serving(client.module.outer) as outer:
        found["part"] = outer.post("/inner/notes", content=b"x" * 2048).status_code
    return found


def probe_text(client: Any) -> dict[str, object]:
    return {
        "small": client.post("/notes", content=b"x").status_code,
        "large": client.post("/notes", content=LARGE).status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"large": 200, "larger": 200, "part": 200},
        good={"large": 413, "larger": 413, "part": 413},
    ),
    Proof(
        fixture="bad_text.py",
        probe=probe_text,
        bad={"small": 500, "large": 500},
        good={"small": 200, "large": 413},
        fixed={"small": 200, "large": 413},
    ),
]
