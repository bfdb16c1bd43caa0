"""RL201 under Django: get_response raises nothing, and handlers belong into the root urlconf."""

from __future__ import annotations

import json

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    """The status and the error of each answer; None is Django's own page."""
    seen: dict[str, object] = {}
    for path in ("temperature/paris", "pressure/rome", "forecast/20", "archive"):
        response = client.get(f"/{path}")
        is_json = response["Content-Type"] == "application/json"
        seen[path] = (
            response.status_code,
            json.loads(response.content)["error"] if is_json else None,
        )
    return seen


def probe_handlers(client: Client) -> dict[str, object]:
    """Whether the error page is the project's own, not Django's."""
    return {
        path: b"<h1>" not in client.get(path).content
        for path in ("/nowhere", "/cart/7", "/cart/13", "/orders/2")
    }


def probe_partners(client: Client) -> dict[str, object]:
    own = probe_handlers(client)
    partner = client.get("/nowhere", headers={"Host": "partners.example"})
    return {**own, "partner": (partner.status_code, partner.content.decode())}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "temperature/paris": (404, None),
            "pressure/rome": (500, None),
            "forecast/20": (500, None),
            "archive": (403, None),
        },
        good={
            "temperature/paris": (404, "no such place"),
            "pressure/rome": (503, "station offline"),
            "forecast/20": (422, "out of range"),
            "archive": (403, "not for you"),
        },
    ),
    Proof(
        probe=probe_handlers,
        fixture="bad_handlers",
        bad={"/nowhere": False, "/cart/7": False, "/cart/13": False, "/orders/2": False},
        good={"/nowhere": True, "/cart/7": True, "/cart/13": True, "/orders/2": True},
    ),
    Proof(
        probe=probe_partners,
        fixture="",
        corrected="good_handlers",
        good={
            "/nowhere": True,
            "/cart/7": True,
            "/cart/13": True,
            "/orders/2": True,
            "partner": (404, "no such price list"),
        },
    ),
]
