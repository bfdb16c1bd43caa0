"""RL101 under WSGI: the refusal that was made refuses nobody; without the body there is a 500."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client


def probe(client: Client) -> dict[str, object]:
    status, _, body = client.ask("/logged")
    return {
        "a stranger": client.ask("/members")[0],
        "ann": client.seen("/members", authorization="token-of-ann"),
        "logged": (status, b"secret" in body),
        "page": client.seen("/page"),
        "post": client.seen("/page", "POST"),
    }


GOOD = {
    "a stranger": 403,
    "ann": (200, "secret"),
    "logged": (200, True),
    "page": (200, "page"),
    "post": (405, "only GET"),
}
BAD = {**GOOD, "a stranger": 200, "logged": (500, False), "post": (200, "page")}

PROOFS = [Proof(probe=probe, bad=BAD, good=GOOD, fixed={**BAD, "logged": (200, True)})]
