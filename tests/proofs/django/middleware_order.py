"""RL206 under Django: what the order of MIDDLEWARE breaks."""

from __future__ import annotations

import gzip

from django.test import Client

from tests.proofs.harness import Proof

SHOP = {"Origin": "https://shop.example"}
PREFLIGHT = {**SHOP, "Access-Control-Request-Method": "PUT"}


def probe(client: Client) -> dict[str, object]:
    """What the first page is, or why there is none."""
    client.raise_request_exception = True
    try:
        return {"start": client.get("/").status_code}
    except Exception as error:
        return {"start": type(error).__name__}


def probe_cors(client: Client) -> dict[str, object]:
    """Status and Access-Control-Allow-Origin of a preflight and of two requests."""
    responses = {
        "preflight": client.options("/prices/", headers=PREFLIGHT),
        "request": client.get("/prices/", headers=SHOP),
        "request without slash": client.get("/prices", headers=SHOP),
    }
    return {
        label: (response.status_code, response.headers.get("Access-Control-Allow-Origin"))
        for label, response in responses.items()
    }


def probe_gzip(client: Client) -> dict[str, object]:
    plain = client.get("/").content
    compressed = gzip.decompress(client.get("/", headers={"Accept-Encoding": "gzip"}).content)
    return {"plain": b"<footer>" in plain, "compressed": b"<footer>" in compressed}


PROOFS = [
    Proof(
        probe=probe,
        bad={"start": "ImproperlyConfigured"},
        good={"start": 200},
    ),
    Proof(
        probe=probe,
        fixture="bad_messages.py",
        bad={"start": "ImproperlyConfigured"},
        good={"start": 200},
    ),
    Proof(
        probe=probe,
        fixture="bad_user.py",
        bad={"start": "AttributeError"},
        good={"start": 200},
    ),
    Proof(
        probe=probe,
        fixture="bad_settings",
        bad={"start": "AttributeError"},
        good={"start": 200},
    ),
    Proof(
        probe=probe_cors,
        fixture="bad_cors_redirect.py",
        bad={
            "preflight": (301, None),
            "request": (301, None),
            "request without slash": (301, None),
        },
        good={
            "preflight": (200, "https://shop.example"),
            "request": (301, "https://shop.example"),
            "request without slash": (301, "https://shop.example"),
        },
    ),
    Proof(
        probe=probe_cors,
        fixture="bad_cors_slash.py",
        bad={
            "preflight": (200, "https://shop.example"),
            "request": (200, "https://shop.example"),
            "request without slash": (301, None),
        },
        good={
            "preflight": (200, "https://shop.example"),
            "request": (200, "https://shop.example"),
            "request without slash": (301, "https://shop.example"),
        },
    ),
    Proof(
        probe=probe_cors,
        fixture="bad_cors_denial.py",
        bad={
            "preflight": (401, None),
            "request": (401, None),
            "request without slash": (401, None),
        },
        good={
            "preflight": (200, "https://shop.example"),
            "request": (401, "https://shop.example"),
            "request without slash": (401, "https://shop.example"),
        },
    ),
    Proof(
        probe=probe_gzip,
        fixture="bad_gzip.py",
        bad={"plain": True, "compressed": False},
        good={"plain": True, "compressed": True},
    ),
]
