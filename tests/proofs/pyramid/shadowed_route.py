"""RL203 under Pyramid: the route with the parameter answers for the literal one behind it."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen

PATHS = (
    "/members/search",
    "/events/calendar",
    "/teams/first",
    "/invoices/open",
    "/invoices/drafts",
    "/forum/recent",
    "/members/ann",
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {path: seen(client, path) for path in PATHS}
    found["join"] = seen(client, "/members/join", "POST")
    return found


def probe_good(client: Client) -> dict[str, object]:
    return {
        "beta": seen(client, "/shop/offers", X_Beta="yes"),
        "shop": seen(client, "/shop/offers"),
        "letters": seen(client, "/members/ann/letters"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/members/search": (200, "member search"),
            "/events/calendar": (200, "event calendar"),
            "/teams/first": (200, "team first"),
            "/invoices/open": (200, "invoice open"),
            "/invoices/drafts": (200, "invoice drafts"),
            "/forum/recent": (200, "topic recent"),
            "/members/ann": (200, "member ann"),
            "join": (404, ""),
        },
        good={
            "/members/search": (200, "search"),
            "/events/calendar": (200, "calendar"),
            "/teams/first": (200, "the first team"),
            "/invoices/open": (200, "open invoices"),
            "/invoices/drafts": (200, "drafts"),
            "/forum/recent": (200, "recent topics"),
            "/members/ann": (200, "member ann"),
            "join": (200, "joined"),
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good={
            "beta": (200, "the new shop"),
            "shop": (200, "the shop"),
            "letters": (200, "letters"),
        },
    ),
]
