"""RL402 under Microdot: the limit is compared with what is announced, and here nothing is."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Answer, Client

BODY = b"x" * 1_000_000


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for line in ("POST /documents", "PUT /documents/plan"):
        answer = client.raw(f"{line} HTTP/1.0\r\nHost: testserver\r\n\r\n".encode() + BODY)
        assert isinstance(answer, Answer)
        found[line] = (answer.status, answer.text)
    found["announced"] = client.post("/documents", body=BODY).status
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "POST /documents": (200, "1000000"),
            "PUT /documents/plan": (200, "1000000"),
            "announced": 413,
        },
        good={
            "POST /documents": (413, "413 error"),
            "PUT /documents/plan": (200, "100000"),
            "announced": 413,
        },
    )
]
