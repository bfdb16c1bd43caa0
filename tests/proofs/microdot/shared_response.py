"""RL106 under Microdot: what is set for one guest is sent to the next."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    client.get("/welcome?name=ann")
    sent = client.talk(b"GET /welcome?name=bob HTTP/1.0\r\nHost: testserver\r\n\r\n").decode()
    lines = [line for line in sent.split("\r\n") if line.lower().startswith("set-cookie")]
    return {"cookies for bob": [line.partition(": ")[2] for line in lines]}


PROOFS = [
    Proof(
        probe=probe,
        bad={"cookies for bob": ["name=ann", "name=bob"]},
        good={"cookies for bob": ["name=bob"]},
    ),
]
