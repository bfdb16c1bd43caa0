"""RL204 under Pyramid: of two routes for one path the first answers, or nobody does."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    return {
        "entries": seen(client, "/entries"),
        "new entry": seen(client, "/entries", "POST"),
        "entry": seen(client, "/entries/spring"),
        "tags": seen(client, "/tags"),
        "rss": seen(client, "/feeds/rss"),
    }


def probe_two(client: Client) -> dict[str, object]:
    return {
        "site": seen(client, "/_status"),
        "feed": seen(client, "/_status", X_Feed="yes"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "entries": (200, "entries"),
            "new entry": (404, ""),
            "entry": (200, "entry spring"),
            "tags": (200, "tags"),
            "rss": (200, "feed"),
        },
        good={
            "entries": (200, "entries"),
            "new entry": (200, "created"),
            "entry": (200, "entry spring"),
            "tags": (200, "tags"),
            "rss": (200, "rss"),
        },
    ),
    Proof(
        fixture="",
        corrected="good_two_programs",
        probe=probe_two,
        good={"site": (200, "fine"), "feed": (200, "fine")},
    ),
]
