"""RL102 under Microdot: what a client sends after it was refused is taken all the same."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/readings", "/alarms"):
        found[path] = client.websocket(path, ["1013 hPa"])
    found["taken"] = client.get("/count").text
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/readings": ["closed", "noted"], "/alarms": ["closed", "noted"], "taken": "2"},
        good={"/readings": ["closed"], "/alarms": ["closed"], "taken": "0"},
        fixed={"/readings": ["closed"], "/alarms": ["closed"], "taken": "0"},
    )
]
