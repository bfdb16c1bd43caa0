"""RL503 under Microdot: which pages a browser lets read the answer."""

from __future__ import annotations

from tests.proofs import reflections
from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client

STRANGER = "https://stranger.example"


def probe(client: Client) -> dict[str, object]:
    headers = client.get("/prices", {"Origin": STRANGER}).headers
    return {"a stranger reads": headers.get("Access-Control-Allow-Origin") in ("*", STRANGER)}


def probe_reflected(client: Client) -> dict[str, object]:
    return reflections.seen(lambda path, origin: client.get(path, {"Origin": origin}).headers)


PROOFS = [
    Proof(probe=probe, bad={"a stranger reads": True}, good={"a stranger reads": False}),
    Proof(
        fixture="bad_reflected.py",
        probe=probe_reflected,
        bad=reflections.BAD,
        good=reflections.GOOD,
    ),
]
