"""RL507 under FastAPI: whoever has read the source is the administrator."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.forging import starlette_session, token
from tests.proofs.harness import Proof


def articles(client: TestClient, key: str) -> object:
    headers = {"Authorization": f"Bearer {token(key)}"}
    response = client.get("/articles", headers=headers)
    return response.json()["user"] if response.status_code == 200 else response.status_code


def probe(client: TestClient) -> dict[str, object]:
    session = starlette_session("change-me")
    me = client.get("/me", headers={"Cookie": f"session={session}"})
    return {
        "session": me.json()["user"],
        "token": articles(client, "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4"),
    }


def probe_settings(client: TestClient) -> dict[str, object]:
    return {"token": articles(client, "please-change-this-key-of-the-paper")}


PROOFS = [
    Proof(
        probe=probe,
        bad={"session": "admin", "token": "admin"},
        good={"session": None, "token": 500},
    ),
    Proof(
        probe=probe_settings,
        fixture="bad_settings",
        bad={"token": "admin"},
        good={"token": 500},
    ),
]
