"""RL105 under Flask: a path without an answer is a 500, wherever it is."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
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
        "api/loans/1",
        "api/loans/7",
        "catalogue",
        "api/reading-room",
        "old/3",
    ]
    return {page: client.get(f"/{page}").status_code for page in pages}


def probe_after_request(client: FlaskClient) -> dict[str, object]:
    """What is raised here is raised to the WSGI server: no error handler of Flask sees it."""
    found: dict[str, object] = {}
    for page in ("news", "about", "news/latest"):
        try:
            found[page] = client.get(f"/{page}").status_code
        except TypeError as error:
            found[page] = type(error).__name__
    return found


def probe_modules(client: FlaskClient) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in ("books/1", "books/7")}


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
        bad={"news": 200, "about": "TypeError", "news/latest": 500},
        good={"news": 200, "about": 200, "news/latest": 200},
        fixed={"news": 200, "about": 200, "news/latest": 200},
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"books/1": 200, "books/7": 500},
        good={"books/1": 200, "books/7": 404},
    ),
]
