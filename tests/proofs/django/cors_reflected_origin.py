"""RL502 under Django: origins of others that are let in with the user's cookies."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def allowed(client: Client, path: str, origin: str) -> bool:
    """Whether a page of `origin` may read the answer that was made for the user."""
    headers = client.get(path, headers={"Origin": origin}).headers
    return (
        headers.get("Access-Control-Allow-Origin") == origin
        and headers.get("Access-Control-Allow-Credentials") == "true"
    )


def probe(client: Client) -> dict[str, object]:
    strangers = {
        "/account": "https://stranger.example",
        "/orders": "https://stranger.example",
        "/basket": "https://stranger.example",
        "/loans": "https://stranger.example",
        "/rates": "https://evilbank.example",
        "/branches": "https://bank.example.stranger.example",
        "/news": "https://bank.example.stranger.example",
    }
    return {path: allowed(client, path, origin) for path, origin in strangers.items()}


def probe_known(client: Client) -> dict[str, object]:
    app = "https://app.bank.example"
    paths = "/account /basket /loans /rates /branches /news"
    return {path: allowed(client, path, app) for path in paths.split()}


def probe_regexes(client: Client) -> dict[str, object]:
    origins = (
        "https://shop.example https://shop.example.stranger.example https://www.shop.example "
        "https://www-shop.example https://wwwxshop.example https://nord.branch.example "
        "https://evilbranch.example https://app.store.example"
    )
    return {origin: allowed(client, "/account", origin) for origin in origins.split()}


def probe_legacy(client: Client) -> dict[str, object]:
    origins = "https://shop.example https://shop.example.stranger.example"
    return {origin: allowed(client, "/account", origin) for origin in origins.split()}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/account": True,
            "/orders": True,
            "/basket": True,
            "/loans": True,
            "/rates": True,
            "/branches": True,
            "/news": True,
        },
        good={
            "/account": False,
            "/orders": False,
            "/basket": False,
            "/loans": False,
            "/rates": False,
            "/branches": False,
            "/news": False,
        },
    ),
    Proof(
        probe=probe_known,
        fixture="",
        corrected="good.py",
        good={
            "/account": True,
            "/basket": True,
            "/loans": True,
            "/rates": True,
            "/branches": False,
            "/news": True,
        },
    ),
    Proof(
        probe=probe_regexes,
        fixture="bad_regexes.py",
        bad={
            "https://shop.example": True,
            "https://shop.example.stranger.example": True,
            "https://www.shop.example": True,
            "https://www-shop.example": True,
            "https://wwwxshop.example": True,
            "https://nord.branch.example": True,
            "https://evilbranch.example": True,
            "https://app.store.example": True,
        },
        good={
            "https://shop.example": True,
            "https://shop.example.stranger.example": False,
            "https://www.shop.example": True,
            "https://www-shop.example": False,
            "https://wwwxshop.example": False,
            "https://nord.branch.example": True,
            "https://evilbranch.example": False,
            "https://app.store.example": True,
        },
    ),
    Proof(
        probe=probe_legacy,
        fixture="bad_legacy.py",
        bad={"https://shop.example": True, "https://shop.example.stranger.example": True},
        good={"https://shop.example": True, "https://shop.example.stranger.example": False},
    ),
]
