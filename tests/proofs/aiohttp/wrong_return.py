"""RL108 under aiohttp: whatever is no response ends with a 500, or without any answer."""

from __future__ import annotations

from typing import Any

import httpx

from tests.proofs.harness import Proof

PAGES = [
    "pair",
    "dictionary",
    "text",
    "error-class",
    "raised-response",
    "raised-json",
    "status-second",
    "text-first",
    "message",
    "helper",
    "shelf",
]


def seen(client: Any, path: str) -> tuple[int, str]:
    """Status and body, without what aiohttp says of a failure; a status of 0 means no answer."""
    try:
        response = client.get(f"/{path}")
    except httpx.HTTPError as error:
        return 0, type(error).__name__
    return response.status_code, "" if response.status_code == 500 else response.text


def probe(client: Any) -> dict[str, object]:
    return {page: seen(client, page) for page in PAGES}


def probe_middleware(client: Any) -> dict[str, object]:
    response = client.get("/books", headers={"x-user": "ann"})
    return {"stranger": seen(client, "books"), "reader": (response.status_code, response.text)}


def probe_errors(client: Any) -> dict[str, object]:
    pages = ("hours/monday", "hours/sunday")
    pages += ("books/1", "books/2", "books/7", "places/1", "places/2")
    return {page: seen(client, page) for page in pages}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "pair": (500, ""),
            "dictionary": (500, ""),
            "text": (500, ""),
            "error-class": (0, "RemoteProtocolError"),
            "raised-response": (500, ""),
            "raised-json": (500, ""),
            "status-second": (500, ""),
            "text-first": (500, ""),
            "message": (500, ""),
            "helper": (500, ""),
            "shelf": (500, ""),
        },
        good={
            "pair": (404, '{"error": "no such book"}'),
            "dictionary": (200, '{"books": 1}'),
            "text": (200, "1 books"),
            "error-class": (403, "403: Forbidden"),
            "raised-response": (503, "closed"),
            "raised-json": (503, '{"error": "closed"}'),
            "status-second": (404, '{"error": "no such book"}'),
            "text-first": (200, "one book"),
            "message": (400, "no title"),
            "helper": (404, "404: Not Found"),
            "shelf": (200, '["Dune"]'),
        },
        fixed={
            "pair": (500, ""),
            "dictionary": (500, ""),
            "text": (500, ""),
            "error-class": (403, "403: Forbidden"),
            "raised-response": (503, "closed"),
            "raised-json": (503, '{"error": "closed"}'),
            "status-second": (404, '{"error": "no such book"}'),
            "text-first": (200, "one book"),
            "message": (400, "no title"),
            "helper": (500, ""),
            "shelf": (500, ""),
        },
    ),
    Proof(
        probe=probe_middleware,
        fixture="bad_middleware.py",
        bad={"stranger": (500, ""), "reader": (200, '{"1": "Dune"}')},
        good={"stranger": (403, '{"error": "readers only"}'), "reader": (200, '{"1": "Dune"}')},
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "hours/monday": (200, "nine to five"),
            "hours/sunday": (500, ""),
            "books/1": (200, "take Dune"),
            "books/2": (200, "take Emma is lent"),
            "books/7": (409, "no such book"),
            "places/1": (200, '{"shelf": "1"}'),
            "places/2": (500, ""),
        },
        good={
            "hours/monday": (200, "nine to five"),
            "hours/sunday": (409, '{"error": "we are closed"}'),
            "books/1": (200, "take Dune"),
            "books/2": (409, "Emma is lent"),
            "books/7": (409, "no such book"),
            "places/1": (200, '{"shelf": "1"}'),
            "places/2": (409, '{"error": "lent"}'),
        },
        fixed={
            "hours/monday": (200, "nine to five"),
            "hours/sunday": (409, '{"error": "we are closed"}'),
            "books/1": (200, "take Dune"),
            "books/2": (409, "Emma is lent"),
            "books/7": (409, "no such book"),
            "places/1": (200, '{"shelf": "1"}'),
            "places/2": (409, '{"error": "lent"}'),
        },
    ),
]
