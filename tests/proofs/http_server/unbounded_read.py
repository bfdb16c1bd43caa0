"""RL402 under http.server: a method reads as much as the client announces, or waits for the end."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client

LARGE = 5000


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method in ("POST", "PUT"):
        statuses, text = client.answers("/", method, body=b"x" * LARGE)
        found[method] = (statuses, "" if text.startswith("<!DOCTYPE") else text)
    # Without an end of the stream there is none to wait for.
    found["PATCH"] = client.wire("/", "PATCH", body=b"x" * 10 + b"\n").rpartition("\n")[2]
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "POST": ([200], str(LARGE)),
            "PUT": ([200], str(LARGE)),
            "PATCH": "waiting",
        },
        good={"POST": ([413], ""), "PUT": ([200], "1000"), "PATCH": "11"},
    ),
]
