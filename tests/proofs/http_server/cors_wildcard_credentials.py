"""RL501 under http.server: any origin and credentials, in one answer."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client


def probe(client: Client) -> dict[str, object]:
    text = client.wire("/", Origin="https://evil.example")
    return {"cors": [line for line in text.splitlines() if line.startswith("Access-")]}


PROOFS = [
    Proof(
        probe=probe,
        bad={"cors": ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Credentials: true"]},
        good={
            "cors": [
                "Access-Control-Allow-Origin: https://shop.example",
                "Access-Control-Allow-Credentials: true",
            ]
        },
    ),
]
