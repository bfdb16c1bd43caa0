"""RL301 under Sanic: a test on the path lets in who was not meant."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.sanic.client import Client


def probe(client: Client) -> dict[str, object]:
    return {
        "begins like it": client.get("/publications").status_code,
        "ends like it": client.get("/records/ann.css").status_code,
        "part of a text": client.get("/l").status_code,
        "in the query": client.get("/records/ann?page=/open").status_code,
        "with a slash": client.get("/staff/?next=/open").status_code,
        "open": client.get("/public/staff").status_code,
        "closed": client.get("/records/ann").status_code,
    }


def probe_second_place(client: Client) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "staff/ann",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("/shop", "/v2/shop"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw": (403, 200),
            "staff/ann": (401, 200),
            "reports/june": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "staff/ann": (401, 401),
            "reports/june": (200, 200),
        },
    ),
    Proof(
        probe=probe,
        bad={
            "begins like it": 200,
            "ends like it": 200,
            "part of a text": 200,
            "in the query": 200,
            "with a slash": 200,
            "open": 200,
            "closed": 401,
        },
        good={
            "begins like it": 401,
            "ends like it": 401,
            "part of a text": 401,
            "in the query": 401,
            "with a slash": 401,
            "open": 200,
            "closed": 401,
        },
    ),
]
