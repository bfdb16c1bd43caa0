"""RL205 under Sanic: a blueprint's middleware and error handlers are taken when it is registered."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "stranger": client.seen("/records/ann"),
        "nobody": client.seen("/records/nobody", Authorization="Bearer key"),
        "stamp": client.get("/records/ann").headers.get("x-clinic"),
        "forget": client.seen("/records/ann", "DELETE", Authorization="Bearer key"),
        "status": client.seen("/status"),
    }


def probe_groups(client: Client) -> dict[str, object]:
    return {"new": client.seen("/v1/records/new"), "letters": client.seen("/mail/")}


def probe_package(client: Client) -> dict[str, object]:
    return {
        "none": client.seen("/parts/none"),
        "stamp": client.get("/parts/one").headers.get("x-part"),
    }


CRASH = "The application encountered an unexpected error and could not continue."

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "stranger": (200, "record of ann"),
            "nobody": (500, CRASH),
            "stamp": None,
            "forget": (200, "forgot ann"),
            "status": (404, "Requested URL /status not found"),
        },
        good={
            "stranger": (401, "sign in"),
            "nobody": (404, "no such record"),
            "stamp": "yes",
            "forget": (200, "forgot ann"),
            "status": (200, "ok"),
        },
    ),
    Proof(
        probe=probe_groups,
        fixture="bad_groups.py",
        bad={"import_error": "ServerError"},
        good={"new": (200, "new record"), "letters": (401, "sign in")},
    ),
    Proof(
        probe=probe_package,
        fixture="",
        corrected="good_package",
        good={"none": (404, "no part"), "stamp": "yes"},
    ),
]
