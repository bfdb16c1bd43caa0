"""RL506 under Starlette: what an exception says reaches the client."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = ("plain", "traceback", "detail", "raised")


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {page: "hunter2" in client.get(f"/{page}").text for page in PAGES}
    with client.websocket_connect("/feed") as feed:
        found["feed"] = "hunter2" in feed.receive_text()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys((*PAGES, "feed"), True),
        good=dict.fromkeys((*PAGES, "feed"), False),
    )
]
