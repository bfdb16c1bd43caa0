"""RL107 under http.server: a header that comes behind the head is part of nothing."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "shop": "X-Shop: lamps" in client.wire("/", "GET"),
        "cookie": "Set-Cookie: seen=yes" in client.wire("/", "POST"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"shop": False, "cookie": False},
        good={"shop": True, "cookie": True},
    ),
]
