"""RL102 under Sanic: what runs behind an answer that was sent, and what becomes of the second one."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {
        "ship": client.seen("/ship/1", "POST"),
        "unknown": client.seen("/parcels/9"),
        "known": client.seen("/parcels/1"),
        "twice": client.seen("/twice?old=1"),
        "report": client.seen("/report"),
        "closed": client.seen("/closed?short=1"),
        "north": client.seen("/depots/north"),
        "moved": client.seen("/old/page"),
        "track": client.talk("/track"),
    }
    client.settle()
    found["shipped"] = list(client.module.app.ctx.shipped)
    return found


GOOD = {
    "ship": (401, "clerks only"),
    "unknown": (404, "no such parcel"),
    "known": (200, '{"state":"on its way"}'),
    "twice": (410, "moved"),
    "report": (200, "1,on its way\n2,delivered"),
    "closed": (200, "head"),
    "north": (503, "closed"),
    "moved": (410, "moved"),
    "track": [1008],
    "shipped": [],
}
BAD = {
    **GOOD,
    # The second answer is dropped, after all that stands between the two has run; in a handler of
    # exceptions it is the first that is dropped.
    "moved": (404, "nothing here"),
    "twice": (500, "Second respond call is not allowed."),
    "shipped": ["1", "tracked"],
}

PROOFS = [
    Proof(probe=probe, bad=BAD, good=GOOD, fixed=GOOD),
]
