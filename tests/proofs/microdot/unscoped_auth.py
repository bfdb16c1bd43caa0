"""RL301 under Microdot: paths that look like public ones are let pass."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client


def probe(client: Client) -> dict[str, object]:
    paths = ("/publications-secret", "/records/ann.css", "/public/opening-hours")
    return {path: client.get(path).status for path in paths}


def probe_second_place(client: Client) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "staff/ann",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status for place in ("/shop", "/v2/shop"))
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
        bad={"/publications-secret": 200, "/records/ann.css": 200, "/public/opening-hours": 200},
        good={"/publications-secret": 401, "/records/ann.css": 401, "/public/opening-hours": 200},
    ),
]
