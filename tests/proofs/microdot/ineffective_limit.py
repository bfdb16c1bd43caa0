"""RL403 under Microdot: a text breaks every connection, an unknown name changes nothing."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Answer, Client


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for size in (5, 2000):
        head = f"POST /entries HTTP/1.0\r\nContent-Length: {size}\r\n\r\n"
        answer = client.raw(head.encode() + b"x" * size)
        found[str(size)] = answer.status if isinstance(answer, Answer) else answer
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"5": "TypeError", "2000": "TypeError"},
        good={"5": 200, "2000": 200},
        fixed={"5": 200, "2000": 200},
    ),
    Proof(
        probe=probe,
        fixture="bad_name.py",
        bad={"5": 200, "2000": 200},
        good={"5": 200, "2000": 413},
    ),
]
