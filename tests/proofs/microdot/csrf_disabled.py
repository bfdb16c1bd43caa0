"""RL309 under Microdot: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    cookie = client.get("/login").headers["Set-Cookie"].partition(";")[0]
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "cross-site",
        "Origin": "https://elsewhere.example",
    }
    return {"visitor": client.post("/transfer", headers, b"amount=10").status}


OPEN, CLOSED = {"visitor": 200}, {"visitor": 403}

PROOFS = [
    Proof(probe=probe, bad=OPEN, good=CLOSED),
    Proof(probe=probe, fixture="bad_unused.py", bad=OPEN, good=CLOSED),
    Proof(probe=probe, fixture="bad_option.py", bad=OPEN, good=CLOSED, fixed=CLOSED),
]
