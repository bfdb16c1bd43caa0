"""RL501 under Microdot: `*` with credentials sends back whatever origin asks."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    headers = client.get("/me", {"Origin": "https://evil.example"}).headers
    return {
        name: headers.get(f"Access-Control-Allow-{name}", "") for name in ("Origin", "Credentials")
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"Origin": "https://evil.example", "Credentials": "true"},
        good={"Origin": "", "Credentials": ""},
    ),
    Proof(
        probe=probe,
        fixture="bad_headers.py",
        bad={"Origin": "*", "Credentials": "true"},
        good={"Origin": "https://garden.example", "Credentials": "true"},
    ),
]
