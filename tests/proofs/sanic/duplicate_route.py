"""RL204 under Sanic: the second route is refused, and with it the application."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {"status": client.seen("/status"), "terms": client.seen("/terms/")}


def probe_names(client: Client) -> dict[str, object]:
    return {
        "name": client.seen("/shop/articles/tea"),
        "number": client.seen("/shop/articles/7"),
        "version 1": client.seen("/v1/shop/articles/tea"),
        "version 2": client.seen("/v2/shop/articles/tea"),
        "basket": client.seen("/shop/basket", "POST"),
        "orders": client.seen("/v1/shop/orders", "DELETE"),
    }


def probe_slashes(client: Client) -> dict[str, object]:
    return {
        "shop": client.seen("/pages/home", Host="shop.example.com"),
        "wiki": client.seen("/pages/home", Host="wiki.example.com"),
        "terms": client.seen("/terms"),
        "all terms": client.seen("/terms/"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"import_error": "RouteExists"},
        good={"status": (200, "ok"), "terms": (200, "all terms")},
    ),
    Proof(
        probe=probe_names,
        fixture="bad_names.py",
        bad={"import_error": "RouteExists"},
        good={
            "name": (200, "tea"),
            "number": (200, "number 7"),
            "version 1": (200, "tea"),
            "version 2": (200, "tea"),
            "basket": (200, "basket"),
            "orders": (200, "the old orders"),
        },
    ),
    Proof(
        probe=probe_slashes,
        fixture="",
        corrected="good_slashes.py",
        good={
            "shop": (200, "shop"),
            "wiki": (200, "wiki"),
            "terms": (200, "terms"),
            "all terms": (200, "all terms"),
        },
    ),
]
