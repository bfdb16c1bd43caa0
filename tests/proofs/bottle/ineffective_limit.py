"""RL403 under Bottle: a limit that fails on every form, and one that nobody reads."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def post(size: int) -> int:
        return client.post("/entries", data={"text": "x" * size}).status_code

    return {"10": post(10), "5000": post(5000)}


GOOD = {"10": 200, "5000": 413}

PROOFS = [
    Proof(probe=probe, bad={"10": 500, "5000": 500}, good=GOOD, fixed=GOOD),
    Proof(probe=probe, fixture="bad_key.py", bad={"10": 200, "5000": 200}, good=GOOD),
]
