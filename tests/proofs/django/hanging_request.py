"""RL105 under Django: a view, a hook or a middleware without an answer is a 500."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    pages = (
        "books/1 books/7 order orders authors/austen authors/woolf prices/1 prices/7 "
        "shelves/poems shelves/maps find?title=Emma find covers/cloth covers/vinyl stock/1 stock/7 "
        "subscribe reviews/1 reviews/7 backroom returns ?plain ?holiday nowhere.json nowhere"
    )
    seen: dict[str, object] = {page: status(client, f"/{page}") for page in pages.split()}
    seen["new review"] = status(client, "/reviews/1", method="POST")
    seen["search"] = client.post("/search", {"title": "Emma"}).status_code
    seen["search without title"] = status(client, "/search", method="POST")
    seen["Danish"] = status(client, "/", headers={"Accept-Language": "da"})
    return seen


def status(client: Client, path: str, method: str = "GET", **arguments: Any) -> object:
    """The status, or the exception that escapes from Django's handler: None of the outermost
    middleware and of an error handler is used outside of everything that catches."""
    try:
        return client.generic(method, path, **arguments).status_code
    except AttributeError as error:
        return type(error).__name__


def probe_thread(client: Client) -> dict[str, object]:
    return {
        "without a key": client.get("/strongroom").status_code,
        "with a key": client.get("/strongroom?key").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "books/1": 200,
            "books/7": 500,
            "order": 500,
            "orders": 500,
            "authors/austen": 200,
            "authors/woolf": 500,
            "prices/1": 200,
            "prices/7": 500,
            "shelves/poems": 200,
            "shelves/maps": 500,
            "find?title=Emma": 200,
            "find": 500,
            "covers/cloth": 200,
            "covers/vinyl": 500,
            "stock/1": 200,
            "stock/7": 500,
            "subscribe": 500,
            "reviews/1": 200,
            "reviews/7": 500,
            "backroom": 500,
            "returns": 500,
            "?plain": "AttributeError",
            "?holiday": 500,
            "nowhere.json": 404,
            "nowhere": 500,
            "new review": 500,
            "search": 500,
            "search without title": 500,
            "Danish": "AttributeError",
        },
        good={
            "books/1": 200,
            "books/7": 404,
            "order": 200,
            "orders": 200,
            "authors/austen": 200,
            "authors/woolf": 404,
            "prices/1": 200,
            "prices/7": 404,
            "shelves/poems": 200,
            "shelves/maps": 404,
            "find?title=Emma": 200,
            "find": 404,
            "covers/cloth": 200,
            "covers/vinyl": 404,
            "stock/1": 200,
            "stock/7": 404,
            "subscribe": 204,
            "reviews/1": 200,
            "reviews/7": 404,
            "backroom": 403,
            "returns": 403,
            "?plain": 200,
            "?holiday": 503,
            "nowhere.json": 404,
            "nowhere": 404,
            "new review": 200,
            "search": 302,
            "search without title": 422,
            "Danish": 302,
        },
        fixed={
            "books/1": 200,
            "books/7": 500,
            "order": 500,
            "orders": 500,
            "authors/austen": 200,
            "authors/woolf": 500,
            "prices/1": 200,
            "prices/7": 500,
            "shelves/poems": 200,
            "shelves/maps": 500,
            "find?title=Emma": 200,
            "find": 500,
            "covers/cloth": 200,
            "covers/vinyl": 500,
            "stock/1": 200,
            "stock/7": 500,
            "subscribe": 500,
            "reviews/1": 200,
            "reviews/7": 500,
            "backroom": 500,
            "returns": 500,
            "?plain": 200,
            "?holiday": 200,
            "nowhere.json": 404,
            "nowhere": 500,
            "new review": 500,
            "search": 500,
            "search without title": 500,
            "Danish": "AttributeError",
        },
    ),
    Proof(
        probe=probe_thread,
        fixture="",
        corrected="good.py",
        good={"without a key": 403, "with a key": 200},
    ),
]
