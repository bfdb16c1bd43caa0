"""RL201 under Sanic: which exceptions a handler gets to see, and what it makes of them."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "known article": client.get("/stock/tea").status_code,
        "unknown article": client.get("/stock/coal").status_code,
        "unknown URL": client.get("/nowhere").status_code,
        "wrong method": client.post("/stock/tea").status_code,
        "crash": client.get("/price/milk").status_code,
    }


def probe_blueprint(client: Client) -> dict[str, object]:
    return {
        "unknown page": client.seen("/pages/a/b"),
        "wrong method": client.seen("/pages/a", "POST"),
        "not yours": client.seen("/jobs/2"),
    }


GOOD = {
    "known article": 200,
    "unknown article": 404,
    "unknown URL": 404,
    "wrong method": 405,
    "crash": 500,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "known article": 200,
            "unknown article": 500,
            "unknown URL": 500,
            "wrong method": 500,
            "crash": 500,
        },
        good=GOOD,
        fixed=GOOD,
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint.py",
        bad={
            "unknown page": (404, "Requested URL /pages/a/b not found"),
            "wrong method": (405, "Method POST not allowed for URL /pages/a"),
            "not yours": (500, "the job failed"),
        },
        good={
            "unknown page": (404, "no such page"),
            "wrong method": (405, "pages are read only"),
            "not yours": (403, "not your job"),
        },
        fixed={
            "unknown page": (404, "Requested URL /pages/a/b not found"),
            "wrong method": (405, "Method POST not allowed for URL /pages/a"),
            "not yours": (403, "not your job"),
        },
    ),
]
