"""RL309 under Tornado: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client


def probe(client: Client) -> dict[str, object]:
    cookie = client.ask("/login").headers["Set-Cookie"].partition(";")[0]
    form = "application/x-www-form-urlencoded"
    return {
        "visitor": client.ask(
            "/transfer", "POST", "amount=10", Cookie=cookie, Content_Type=form
        ).status
    }


PROOFS = [
    Proof(probe=probe, bad={"visitor": 200}, good={"visitor": 403}),
    Proof(
        probe=probe,
        fixture="bad_switch.py",
        bad={"visitor": 200},
        good={"visitor": 403},
        fixed={"visitor": 403},
    ),
    Proof(probe=probe, fixture="bad_check.py", bad={"visitor": 200}, good={"visitor": 403}),
]
