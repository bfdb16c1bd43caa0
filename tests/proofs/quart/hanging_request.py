"""RL105 under Quart: a path without an answer is a 500, wherever it is."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    pages = [
        "books/1",
        "books/7",
        "search",
        "api/shelves/novels",
        "api/shelves/maps",
        "api/covers/1",
        "api/covers/7",
        "api/first/u",
        "api/first/x",
        "api/formats/paper",
        "api/formats/vinyl",
        "api/editions/1",
        "api/editions/7",
        "api/loans/1",
        "api/loans/7",
        "catalogue",
        "api/reading-room",
        "old/3",
    ]
    found: dict[str, object] = {page: client.get(f"/{page}").status_code for page in pages}
    found["arrival"] = client.post("/api/arrivals/1").status_code
    found["book without title"] = client.post("/api/books").status_code
    return found


def probe_after_request(client: TestClient) -> dict[str, object]:
    """What is raised here is raised to the ASGI server: no error handler of Quart sees it."""
    pages = ("news", "about", "news/latest")
    return {page: client.get(f"/{page}").status_code for page in pages}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "books/1": 200,
            "books/7": 500,
            "search": 500,
            "api/shelves/novels": 200,
            "api/shelves/maps": 500,
            "api/covers/1": 200,
            "api/covers/7": 500,
            "api/first/u": 200,
            "api/first/x": 500,
            "api/formats/paper": 200,
            "api/formats/vinyl": 500,
            "arrival": 500,
            "book without title": 500,
            "api/editions/1": 200,
            "api/editions/7": 500,
            "api/loans/1": 200,
            "api/loans/7": 500,
            "catalogue": 500,
            "api/reading-room": 500,
            "old/3": 500,
        },
        good={
            "books/1": 200,
            "books/7": 404,
            "search": 200,
            "api/shelves/novels": 200,
            "api/shelves/maps": 404,
            "api/covers/1": 200,
            "api/covers/7": 404,
            "api/first/u": 200,
            "api/first/x": 404,
            "api/formats/paper": 200,
            "api/formats/vinyl": 404,
            "arrival": 204,
            "book without title": 400,
            "api/editions/1": 200,
            "api/editions/7": 404,
            "api/loans/1": 200,
            "api/loans/7": 404,
            "catalogue": 200,
            "api/reading-room": 403,
            "old/3": 410,
        },
    ),
    Proof(
        probe=probe_after_request,
        fixture="bad_after_request.py",
        bad={"news": 200, "about": 500, "news/latest": 500},
        good={"news": 200, "about": 200, "news/latest": 200},
        fixed={"news": 200, "about": 200, "news/latest": 200},
    ),
]
