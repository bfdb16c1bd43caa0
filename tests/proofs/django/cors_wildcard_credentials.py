"""RL501 under Django: what a foreign origin is allowed to read with the user's cookies."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof

STRANGER = {"Origin": "https://stranger.example"}
SHOP = {"Origin": "https://shop.example"}


def allowed(client: Client, path: str, origin: dict[str, str]) -> tuple[object, object]:
    headers = client.get(path, headers=origin).headers
    return (
        headers.get("Access-Control-Allow-Origin"),
        headers.get("Access-Control-Allow-Credentials"),
    )


def probe(client: Client) -> dict[str, object]:
    return {
        "stranger": allowed(client, "/account", STRANGER),
        "shop": allowed(client, "/account", SHOP),
    }


def probe_star(client: Client) -> dict[str, object]:
    return {"stranger": allowed(client, "/account", STRANGER)}


def probe_headers(client: Client) -> dict[str, object]:
    paths = "/account /orders /basket /prices?widget"
    return {path: allowed(client, path, STRANGER) for path in paths.split()}


OPEN = {
    "stranger": ("https://stranger.example", "true"),
    "shop": ("https://shop.example", "true"),
}
CLOSED = {"stranger": (None, None), "shop": ("https://shop.example", "true")}

PROOFS = [
    Proof(
        probe=probe,
        bad=OPEN,
        good=CLOSED,
    ),
    Proof(
        probe=probe,
        fixture="bad_legacy.py",
        bad=OPEN,
        good=CLOSED,
    ),
    Proof(
        probe=probe,
        fixture="bad_regex.py",
        bad=OPEN,
        good=CLOSED,
    ),
    Proof(
        probe=probe,
        fixture="bad_regex_scheme.py",
        bad=OPEN,
        good=CLOSED,
    ),
    Proof(
        probe=probe,
        fixture="bad_settings",
        bad=OPEN,
        good=CLOSED,
    ),
    Proof(
        probe=probe,
        fixture="bad_subclass.py",
        bad=OPEN,
        good=CLOSED,
    ),
    Proof(
        probe=probe,
        fixture="",
        corrected="good_unused.py",
        good={"stranger": (None, None), "shop": (None, None)},
    ),
    Proof(
        probe=probe,
        fixture="",
        corrected="good_debug.py",
        good=CLOSED,
    ),
    Proof(
        probe=probe_star,
        fixture="",
        corrected="good_star.py",
        good={"stranger": (None, None)},
    ),
    Proof(
        probe=probe_headers,
        fixture="bad_headers.py",
        bad={
            "/account": ("*", "true"),
            "/orders": ("*", "true"),
            "/basket": ("*", "true"),
            "/prices?widget": ("*", "true"),
        },
        good={
            "/account": ("https://shop.example", "true"),
            "/orders": ("https://shop.example", "true"),
            "/basket": ("https://shop.example", "true"),
            "/prices?widget": ("https://shop.example", "true"),
        },
    ),
]
