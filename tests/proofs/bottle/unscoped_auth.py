"""RL301 under Bottle: a test on the path lets in who was not meant."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        "begins like it": client.get("/publications-secret").status_code,
        "ends like it": client.get("/records/ann.css").status_code,
        "open": client.get("/public/opening-hours").status_code,
    }


def probe_second_place(client: Client) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "staff/ann",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("", "/v2"))
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
        bad={"begins like it": 200, "ends like it": 200, "open": 200},
        good={"begins like it": 401, "ends like it": 401, "open": 200},
    ),
]
