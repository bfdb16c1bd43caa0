"""RL503 under http.server: which pages a browser lets read the answer."""

from __future__ import annotations

from typing import Any

from tests.proofs import reflections
from tests.proofs.harness import Proof

STRANGER = "https://stranger.example"


def probe(client: Any) -> dict[str, object]:
    path = "/prices"
    allowed = client.wire(path).partition("Access-Control-Allow-Origin: ")[2].splitlines()[0]
    return {"a stranger reads": allowed in ("*", STRANGER)}


def probe_reflected(client: Any) -> dict[str, object]:
    return reflections.seen(
        lambda path, origin: dict(
            line.split(": ", 1)
            for line in client.wire(path, Origin=origin).splitlines()
            if ": " in line
        )
    )


PROOFS = [
    Proof(probe=probe, bad={"a stranger reads": True}, good={"a stranger reads": False}),
    Proof(
        fixture="bad_reflected.py",
        probe=probe_reflected,
        bad=reflections.BAD,
        good=reflections.GOOD,
    ),
]
