"""RL503 under Flask: which pages a browser lets read the answer."""

from __future__ import annotations

from typing import Any

from tests.proofs import reflections
from tests.proofs.harness import Proof

STRANGER = "https://stranger.example"
MORE = ("common", "early", "same", "apart", "both")


def probe(client: Any) -> dict[str, object]:
    path = "/prices"
    allowed = client.get(path, headers={"Origin": STRANGER}).headers.get(
        "Access-Control-Allow-Origin"
    )
    return {"a stranger reads": allowed in ("*", STRANGER)}


def probe_near_misses(client: Any) -> dict[str, object]:
    return {
        path: [
            client.get(path, headers={"Origin": origin}).headers.get("Access-Control-Allow-Origin")
            for origin in (STRANGER, reflections.OURS)
        ]
        for path in ("/strict", "/asked", "/noted")
    }


def probe_reflected(client: Any) -> dict[str, object]:
    return reflections.seen(
        lambda path, origin: client.get(path, headers={"Origin": origin}).headers, *MORE
    )


PROOFS = [
    Proof(probe=probe, bad={"a stranger reads": True}, good={"a stranger reads": False}),
    Proof(
        fixture="bad_reflected.py",
        probe=probe_reflected,
        bad={**reflections.BAD, **dict.fromkeys(MORE, STRANGER)},
        good={**reflections.GOOD, **dict.fromkeys(MORE, "*")},
    ),
    Proof(
        fixture="",
        corrected="good_reflected.py",
        probe=probe_near_misses,
        good={
            "/strict": [None, None],
            "/asked": [None, reflections.OURS],
            "/noted": [None, reflections.OURS],
        },
    ),
]
