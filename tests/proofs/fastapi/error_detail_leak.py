"""RL506 under FastAPI: what an exception says reaches the client."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = (
    "plain",
    "json",
    "shelves/helper",
    "shelves/traceback",
    "shelves/detail",
    "shelves/model",
    "shelves/raised",
)


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {page: "hunter2" in client.get(f"/{page}").text for page in PAGES}
    with client.websocket_connect("/feed") as feed:
        found["feed"] = "hunter2" in feed.receive_text()
    return found


def probe_modules(client: TestClient) -> dict[str, object]:
    return {"loan": "hunter2" in client.get("/loans/1").text}


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys((*PAGES, "feed"), True),
        good=dict.fromkeys((*PAGES, "feed"), False),
    ),
    Proof(probe=probe_modules, fixture="bad_modules", bad={"loan": True}, good={"loan": False}),
]
