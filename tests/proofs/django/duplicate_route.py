"""RL204 under Django: the first of two equal patterns answers, for every method."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    paths = "/status /seats/5/ /venues/opera/ /offers/prices/ /news/"
    seen: dict[str, object] = {path: client.get(path).content.decode() for path in paths.split()}
    seen["POST /tickets/"] = client.post("/tickets/").status_code
    return seen


def probe_near(client: Client) -> dict[str, object]:
    paths = (
        "/seats/a7/ /halls/opera/ /offers/prices/new/ /v2/offers/prices/ /v2/status /status/ "
        "/news /debug/"
    )
    return {path: client.get(path).content.decode() for path in paths.split()}


def probe_modules(client: Client) -> dict[str, object]:
    paths = "/accounts/3/invoices/ /accounts/3/payments/ /billing/totals/"
    return {path: client.get(path).content.decode() for path in paths.split()}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/status": "first status",
            "/seats/5/": "first seat 5",
            "/venues/opera/": "first venue opera",
            "/offers/prices/": "first prices",
            "/news/": "first news",
            "POST /tickets/": 405,
        },
        good={
            "/status": "first status",
            "/seats/5/": "first seat 5",
            "/venues/opera/": "first venue opera",
            "/offers/prices/": "first prices",
            "/news/": "first news",
            "POST /tickets/": 201,
        },
    ),
    Proof(
        probe=probe_near,
        fixture="",
        corrected="good.py",
        good={
            "/seats/a7/": "second seat a7",
            "/halls/opera/": "second venue opera",
            "/offers/prices/new/": "second prices",
            "/v2/offers/prices/": "first prices",
            "/v2/status": "second status",
            "/status/": "second status",
            "/news": "second news",
            "/debug/": "second status",
        },
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad={
            "/accounts/3/invoices/": "invoices of 3, as a list",
            "/accounts/3/payments/": "payments of 3",
            "/billing/totals/": "totals",
        },
        good={
            "/accounts/3/invoices/": "invoices of 3, as a list",
            "/accounts/3/payments/": "payments of 3",
            "/billing/totals/": "totals",
        },
    ),
]
