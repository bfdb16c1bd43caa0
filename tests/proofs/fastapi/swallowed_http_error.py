"""RL604 under FastAPI: a refusal becomes a 500, or the page that was refused."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {
        path: client.get(path).status_code
        for path in ("/books/9", "/books/9/title", "/books/1/borrower", "/books/1")
    }
    lent = client.post("/books/9/loans", params={"reader": "Woodhouse, Emma"})
    return {**found, "loan": (lent.status_code, lent.json()["detail"])}


def probe_modules(client: TestClient) -> dict[str, object]:
    return {path: client.get(path).status_code for path in ("/books/1", "/books/9")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/books/9": 500,
            "/books/9/title": 500,
            "/books/1/borrower": 200,
            "/books/1": 200,
            "loan": (400, "no such reader"),
        },
        good={
            "/books/9": 404,
            "/books/9/title": 404,
            "/books/1/borrower": 403,
            "/books/1": 200,
            "loan": (400, "no such book"),
        },
        fixed={
            "/books/9": 404,
            "/books/9/title": 404,
            "/books/1/borrower": 403,
            "/books/1": 200,
            "loan": (400, "no such book"),
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"/books/1": 200, "/books/9": 200},
        good={"/books/1": 200, "/books/9": 404},
        fixed={"/books/1": 200, "/books/9": 404},
    ),
]
