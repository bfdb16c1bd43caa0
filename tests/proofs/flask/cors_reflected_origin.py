"""RL502 under Flask: origins of strangers that pass for ours."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

STRANGERS = (
    "https://stranger.example",
    "https://notshop.example",
    "https://shop.example.stranger.example",
    "https://www.shop.example.stranger.example",
)


def let_in(client: FlaskClient, path: str) -> list[str]:
    """The strangers that may read `path` with the visitor's cookies."""
    found = []
    for origin in STRANGERS:
        headers = client.get(path, headers={"Origin": origin}).headers
        if (
            headers.get("Access-Control-Allow-Origin") == origin
            and headers.get("Access-Control-Allow-Credentials") == "true"
        ):
            found.append(origin)
    return found


def probe(client: FlaskClient) -> dict[str, object]:
    paths = ["/orders/", "/stock/", "/bills/", "/news/", "/profile/"]
    return {path: let_in(client, path) for path in paths}


def probe_judged(client: FlaskClient) -> dict[str, object]:
    ours = client.get("/judged/", headers={"Origin": "https://shop.example"}).headers
    return {"strangers": let_in(client, "/judged/"), "ours": "Access-Control-Allow-Origin" in ours}


def probe_regex(client: FlaskClient) -> dict[str, object]:
    return {path: let_in(client, path) for path in ("/orders/", "/stock/", "/bills/", "/profile/")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/orders/": [
                "https://stranger.example",
                "https://notshop.example",
                "https://shop.example.stranger.example",
                "https://www.shop.example.stranger.example",
            ],
            "/stock/": ["https://notshop.example"],
            "/bills/": ["https://shop.example.stranger.example"],
            "/news/": [
                "https://notshop.example",
                "https://shop.example.stranger.example",
                "https://www.shop.example.stranger.example",
            ],
            "/profile/": [
                "https://stranger.example",
                "https://notshop.example",
                "https://shop.example.stranger.example",
                "https://www.shop.example.stranger.example",
            ],
        },
        good={"/orders/": [], "/stock/": [], "/bills/": [], "/news/": [], "/profile/": []},
    ),
    Proof(
        probe=probe_regex,
        fixture="bad_regex.py",
        bad={
            "/orders/": ["https://shop.example.stranger.example"],
            "/stock/": ["https://shop.example.stranger.example"],
            "/bills/": [
                "https://notshop.example",
                "https://shop.example.stranger.example",
                "https://www.shop.example.stranger.example",
            ],
            "/profile/": ["https://www.shop.example.stranger.example"],
        },
        good={"/orders/": [], "/stock/": [], "/bills/": [], "/profile/": []},
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_judged,
        good={"strangers": [], "ours": True},
    ),
]
