"""RL402 under Sanic: REQUEST_MAX_SIZE does not hold for handlers that stream."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client

BODY = b"x" * 5000


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("letters", "photos", "parts/", "parts/whole", "parts/listed", "films"):
        method = "PUT" if path == "photos" else "POST"
        response = client.request(method, f"/{path}", content=BODY)
        found[path] = response.text if response.status_code == 200 else response.status_code
    return found


BAD = dict.fromkeys(("letters", "photos", "parts/", "parts/whole", "parts/listed", "films"), "5000")

PROOFS = [
    Proof(
        probe=probe,
        bad=BAD,
        good={**dict.fromkeys(BAD, 413), "films": "5000"},
    )
]
