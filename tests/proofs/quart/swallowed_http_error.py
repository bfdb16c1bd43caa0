"""RL604 under Quart: a 401, 403 or 404 that a broad `except` makes a 200 or a 500."""

from __future__ import annotations

from starlette.testclient import TestClient, WebSocketDenialResponse

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    pages = "notes/1 notes/9 diary notes/1/text notes/9/text letters photos notes/1/copy albums/1 albums/9"
    found: dict[str, object] = {page: client.get(f"/{page}").status_code for page in pages.split()}
    suspended = {"X-Account-State": "suspended"}
    found["suspended"] = client.get("/notes/1", headers=suspended).status_code
    try:
        with client.websocket_connect("/live") as websocket:
            found["live"] = websocket.receive_text()
    except WebSocketDenialResponse as refusal:
        found["live"] = refusal.status_code
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "notes/1": 200,
            "notes/9": 500,
            "diary": 200,
            "notes/1/text": 200,
            "notes/9/text": 200,
            "letters": 200,
            "photos": 200,
            "albums/1": 200,
            "albums/9": 200,
            "notes/1/copy": 503,
            "live": "a new note",
            "suspended": 200,
        },
        good={
            "notes/1": 200,
            "notes/9": 404,
            "diary": 401,
            "notes/1/text": 200,
            "notes/9/text": 404,
            "letters": 403,
            "photos": 403,
            "albums/1": 200,
            "albums/9": 404,
            "notes/1/copy": 403,
            "live": 401,
            "suspended": 403,
        },
        fixed={
            "notes/1": 200,
            "notes/9": 404,
            "diary": 401,
            "notes/1/text": 200,
            "notes/9/text": 404,
            "letters": 403,
            "photos": 403,
            "albums/1": 200,
            "albums/9": 404,
            "notes/1/copy": 403,
            "live": 401,
            "suspended": 403,
        },
    ),
]
