"""RL502 under http.server: strangers get their own origin back, with credentials."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client

STRANGER = "https://evilshop.example"


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method in ("GET", "OPTIONS"):
        text = client.wire("/", method, Origin=STRANGER)
        found[method] = [line for line in text.splitlines() if line.startswith("Access-")]
    return found


_ORIGIN = f"Access-Control-Allow-Origin: {STRANGER}"
_BOTH = [_ORIGIN, "Access-Control-Allow-Credentials: true"]

PROOFS = [
    Proof(
        probe=probe,
        bad={"GET": _BOTH, "OPTIONS": _BOTH},
        good={"GET": [_ORIGIN], "OPTIONS": []},
    ),
]
