"""RL204 under Django: the first of two equal patterns answers, for every method."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def texts(client: Client, paths: str) -> dict[str, object]:
    return {path: client.get(path).content.decode() for path in paths.split()}


def probe(client: Client) -> dict[str, object]:
    first = texts(client, "/status /seats/5/ /venues/opera/ /offers/prices/ /news/")
    elsewhere = texts(client, "/v2/status /seats/a7/ /halls/opera/ /offers/prices/new/ /news")
    answers = [*first.values(), *elsewhere.values()]
    return {
        **first,
        "buying": client.post("/tickets/").status_code,
        "second views reached": sum(str(answer).startswith("second") for answer in answers),
    }


def probe_near(client: Client) -> dict[str, object]:
    return texts(client, "/v2/offers/prices/ /v2/status /status /status/ /news/ /news /debug/")


def probe_modules(client: Client) -> dict[str, object]:
    seen = texts(client, "/accounts/3/invoices/ /accounts/3/payments/ /billing/totals/")
    sums = client.get("/accounts/3/invoices/sums/").content
    return {**seen, "sums reached": b"with sums" in sums}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/status": "first status",
            "/seats/5/": "first seat 5",
            "/venues/opera/": "first venue opera",
            "/offers/prices/": "first prices",
            "/news/": "first news",
            "buying": 405,
            "second views reached": 0,
        },
        good={
            "/status": "first status",
            "/seats/5/": "first seat 5",
            "/venues/opera/": "first venue opera",
            "/offers/prices/": "first prices",
            "/news/": "first news",
            "buying": 201,
            "second views reached": 5,
        },
    ),
    Proof(
        probe=probe_near,
        fixture="",
        corrected="good.py",
        good={
            "/v2/offers/prices/": "first prices",
            "/v2/status": "second status",
            "/status": "first status",
            "/status/": "second status",
            "/news/": "first news",
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
            "sums reached": False,
        },
        good={
            "/accounts/3/invoices/": "invoices of 3, as a list",
            "/accounts/3/payments/": "payments of 3",
            "/billing/totals/": "totals",
            "sums reached": True,
        },
    ),
]
