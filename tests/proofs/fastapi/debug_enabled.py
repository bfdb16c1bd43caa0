"""RL505 under FastAPI: whether the answer to an error holds the traceback."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    return {"source": 'return {"number": 1 / 0}' in client.get("/articles").text}


PROOFS = [
    Proof(probe=probe, bad={"source": True}, good={"source": False}, fixed={"source": False}),
    Proof(
        probe=probe,
        fixture="bad_settings",
        bad={"source": True},
        good={"source": False},
        fixed=None,
    ),
]
