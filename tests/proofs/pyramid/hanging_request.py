"""RL105 under Pyramid: a path without an answer is a 500, or whatever a renderer makes of None."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def probe(client: Client) -> dict[str, object]:
    return {
        "unknown ticket": seen(client, "/tickets/9"),
        "empty search": seen(client, "/search"),
        "cancel": seen(client, "/cancel/7", "POST"),
        "unknown seat": seen(client, "/seats/9"),
        "at night": seen(client, "/seats/1", "PUT", X_Clock="night"),
        "without a ticket": seen(client, "/counter"),
        "sold out": seen(client, "/concert"),
        "ausverkauft": seen(client, "/concert", X_Language="de"),
        "unknown page": seen(client, "/nothing"),
        "closed": seen(client, "/office", X_Clock="night"),
        "logged": seen(client, "/tickets/1", X_Log="yes"),
    }


def probe_touch(client: Client) -> dict[str, object]:
    return {"touch": seen(client, "/touch", "POST")}


GOOD = {
    "unknown ticket": (404, ""),
    "empty search": (200, "[]"),
    "cancel": (204, ""),
    "unknown seat": (404, "nothing here"),
    "at night": (404, ""),
    "without a ticket": (400, "take a ticket first"),
    "sold out": (410, "sold out"),
    "ausverkauft": (410, "ausverkauft"),
    "unknown page": (404, "nothing here"),
    "closed": (403, ""),
    "logged": (200, "Berlin"),
}
BAD = {
    "unknown ticket": (500, "ValueError"),
    "empty search": (200, "null"),
    "cancel": (500, "ValueError"),
    "unknown seat": (500, "ValueError"),
    "at night": (500, "ValueError"),
    "without a ticket": (500, "ValueError"),
    "sold out": (410, "sold out"),
    "ausverkauft": (500, "ValueError"),
    "unknown page": (500, "ValueError"),
    "closed": (500, "ValueError"),
    "logged": (500, "TypeError"),
}

PROOFS = [
    Proof(probe=probe, bad=BAD, good=GOOD, fixed={**BAD, "logged": (200, "Berlin")}),
    Proof(
        fixture="",
        corrected="good_default_renderer.py",
        probe=probe_touch,
        good={"touch": (200, "null")},
    ),
]
