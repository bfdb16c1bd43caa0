"""RL102 under WSGI: the second `start_response` fails, and what stood before it was done."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.wsgi.client import Client

PAGES = ("report", "archive", "minutes", "letters")


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        before = len(client.module.written)
        status, body = client.seen(f"/{page}")
        found[page] = (status, "secret" in body, len(client.module.written) - before)
    found["ann"] = client.seen("/report", authorization="token-of-ann")
    return found


def probe_good(client: Client) -> dict[str, object]:
    return {
        "no list": client.seen("/careful"),
        "list": client.seen("/careful", x_list="a,b"),
        "post": client.seen("/method", "POST"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PAGES, (500, False, 1)), "ann": (200, "secret")},
        good={
            "report": (401, False, 0),
            "archive": (403, False, 0),
            "minutes": (401, False, 0),
            "letters": (403, False, 0),
            "ann": (200, "secret"),
        },
    ),
    Proof(
        fixture="",
        corrected="good.py",
        probe=probe_good,
        good={
            "no list": (400, "no list"),
            "list": (200, "2"),
            "post": (405, "only GET"),
        },
    ),
]
