"""RL501 under Flask: a strange origin may read what the visitor's cookies open."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

STRANGER = {"Origin": "https://stranger.example", "Cookie": "session=of-ann"}


def allowed(client: FlaskClient, path: str) -> tuple[str | None, str | None]:
    headers = client.get(path, headers=STRANGER).headers
    return (
        headers.get("Access-Control-Allow-Origin"),
        headers.get("Access-Control-Allow-Credentials"),
    )


def probe(client: FlaskClient) -> dict[str, object]:
    paths = [
        "/basket/",
        "/orders/",
        "/bills/",
        "/stock/",
        "/news/",
        "/profile/",
        "/account/",
        "/wishes",
        "/reviews",
    ]
    return {path: allowed(client, path) for path in paths}


def probe_app(client: FlaskClient) -> dict[str, object]:
    return {"/profile/": allowed(client, "/profile/")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/basket/": ("https://stranger.example", "true"),
            "/orders/": ("https://stranger.example", "true"),
            "/bills/": ("https://stranger.example", "true"),
            "/stock/": ("https://stranger.example", "true"),
            "/news/": ("https://stranger.example", "true"),
            "/profile/": ("https://stranger.example", "true"),
            "/account/": ("https://stranger.example", "true"),
            "/wishes": ("https://stranger.example", "true"),
            "/reviews": ("https://stranger.example", "true"),
        },
        good={
            "/basket/": (None, None),
            "/orders/": (None, None),
            "/bills/": (None, None),
            "/stock/": (None, None),
            "/news/": (None, None),
            "/profile/": (None, None),
            "/account/": (None, None),
            "/wishes": (None, None),
            "/reviews": ("https://stranger.example", None),
        },
    ),
    Proof(
        probe=probe_app,
        fixture="bad_app.py",
        bad={"/profile/": ("https://stranger.example", "true")},
        good={"/profile/": (None, None)},
    ),
    Proof(
        probe=probe_app,
        fixture="bad_config.py",
        bad={"/profile/": ("https://stranger.example", "true")},
        good={"/profile/": (None, None)},
    ),
    Proof(
        probe=probe_app,
        fixture="bad_config_default.py",
        corrected="good_config.py",
        bad={"/profile/": ("https://stranger.example", "true")},
        good={"/profile/": (None, None)},
    ),
    Proof(
        probe=probe_app,
        fixture="bad_config_default.py",
        corrected="good_given_settings.py",
        bad={"/profile/": ("https://stranger.example", "true")},
        good={"/profile/": (None, None)},
    ),
    Proof(
        probe=probe_app,
        fixture="bad_headers.py",
        bad={"/profile/": ("*", "true")},
        good={"/profile/": ("https://shop.example", "true")},
    ),
]
