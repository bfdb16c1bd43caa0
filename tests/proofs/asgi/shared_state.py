"""RL702 under ASGI: an application is one object, and a client sees what another one has sent."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    """What a second client sees of the first one, which has sent something."""
    return {"first": client.get("/?ann").text, "second": client.get("/").text}


PROOFS = [
    Proof(
        probe=probe,
        bad={"first": "hello ann", "second": "hello ann"},
        good={"first": "hello ann", "second": "hello nobody"},
    ),
]
