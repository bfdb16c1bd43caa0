"""RL604 under Flask: a 401, 403 or 404 that a broad `except` makes a 200 or a 500."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    pages = "notes/1 notes/9 diary notes/1/text notes/9/text letters photos albums/1 albums/9"
    found: dict[str, object] = {page: client.get(f"/{page}").status_code for page in pages.split()}
    suspended = {"X-Account-State": "suspended"}
    found["suspended"] = client.get("/notes/1", headers=suspended).status_code
    moved = client.post("/notes/1/move?to=2")
    found["move"] = (moved.status_code, "already" in moved.text)
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
            "suspended": 200,
            "move": (409, False),
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
            "suspended": 403,
            "move": (409, True),
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
            "suspended": 403,
            "move": (409, True),
        },
    ),
]
