"""RL202 under Django: the first pattern that matches wins, whatever the later ones say."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def texts(client: Client, paths: str) -> dict[str, object]:
    return {path: client.get(f"/{path}").content.decode() for path in paths.split()}


def probe(client: Client) -> dict[str, object]:
    return texts(
        client,
        "docs/search/ app/status api/users/5 moved/status archive/search/ old/legacy/search/",
    )


def probe_modules(client: Client) -> dict[str, object]:
    return texts(client, "shop/ shop/cart/ contact/ about/us")


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "docs/search/": "page search/",
            "app/status": "<div id=app></div>",
            "api/users/5": "all users",
            "moved/status": "",
            "archive/search/": "<div id=app></div>",
            "old/legacy/search/": "legacy search/",
        },
        good={
            "docs/search/": "search",
            "app/status": "up",
            "api/users/5": "user 5",
            "moved/status": "up",
            "archive/search/": "search",
            "old/legacy/search/": "search",
        },
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad={
            "shop/": "page shop/",
            "shop/cart/": "page shop/cart/",
            "contact/": "page contact/",
            "about/us": "page about/us",
        },
        good={
            "shop/": "everything on one shelf",
            "shop/cart/": "an empty cart",
            "contact/": "call us",
            "about/us": "page about/us",
        },
    ),
]
