"""RL104 under Sanic: False and None let a request go on, and what response middleware raises is only
logged."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "stranger": client.seen("/payroll/slips"),
        "clerk": client.seen("/payroll/slips", Authorization="Bearer clerk"),
        "boss": client.seen("/payroll/slips", Authorization="Bearer boss"),
        "robot": client.seen("/", User_Agent=""),
        "index": client.seen("/"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "stranger": (200, "secret"),
            "clerk": (200, "secret"),
            "boss": (200, "secret"),
            "robot": (200, "payroll"),
            "index": (200, "payroll"),
        },
        good={
            "stranger": (401, "sign in"),
            "clerk": (403, "not yours"),
            "boss": (200, "secret"),
            "robot": (403, "no robots"),
            "index": (200, "payroll"),
        },
    )
]
