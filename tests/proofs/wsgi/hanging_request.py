"""RL105 under WSGI: without a response, or without a body for it, the server answers 500."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "ticket": client.seen("/tickets/1"),
        "unknown ticket": client.ask("/tickets/9")[0],
        "at night": client.ask("/counter", x_clock="night")[0],
        "cancel": client.ask("/cancel/7", "POST")[0],
        "office": client.seen("/office"),
        "office at night": client.ask("/office", x_clock="night")[0],
    }


def probe_good(client: Client) -> dict[str, object]:
    return {page: client.seen(f"/{page}") for page in ("object", "lines", "written", "timed")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "ticket": (200, "Berlin"),
            "unknown ticket": 500,
            "at night": 500,
            "cancel": 500,
            "office": (200, "open"),
            "office at night": 500,
        },
        good={
            "ticket": (200, "Berlin"),
            "unknown ticket": 404,
            "at night": 503,
            "cancel": 204,
            "office": (200, "open"),
            "office at night": 500,
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good={
            "object": (200, "by an object"),
            "lines": (200, "one two"),
            "written": (200, "written"),
            "timed": (200, "open"),
        },
    ),
]
