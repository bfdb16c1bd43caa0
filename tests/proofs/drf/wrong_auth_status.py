"""RL310 under REST framework: what is said to those who have sent nothing."""

from __future__ import annotations

from django.test import Client

from tests.proofs.challenges import told
from tests.proofs.harness import Proof

PAGES = ("orders", "cart", "profile", "admin")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        headers: dict[str, str] = {}
        response = client.get(f"/{page}", headers=headers)
        found[page] = told(response.status_code, dict(response.headers))
    return found


def probe_setting(client: Client) -> dict[str, object]:
    """REST framework reads the setting when its own classes are made, once in a process: here it is
    read for the view."""
    from django.urls import resolve
    from rest_framework.settings import api_settings

    view = resolve("/orders").func.cls  # type: ignore[attr-defined]
    view.authentication_classes = api_settings.DEFAULT_AUTHENTICATION_CLASSES
    response = client.get("/orders")
    return {"orders": told(response.status_code, dict(response.headers))}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "orders": "403",
            "cart": "403",
            "profile": "403",
            "admin": "401 Token",
        },
        good={
            "orders": "401 Token",
            "cart": "401 Apikey",
            "profile": "401 Token",
            "admin": "401 Token",
        },
    ),
    Proof(
        probe=probe_setting,
        fixture="bad_setting.py",
        bad={"orders": "403"},
        good={"orders": "401 Token"},
    ),
]
