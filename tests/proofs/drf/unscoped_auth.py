"""RL301 under REST framework: a view whose address begins like an open one is open."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    return {
        path: client.get(path).status_code for path in ("/public/hours", "/publications", "/files")
    }


def probe_second_place(client: Client) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("/v1", "/v2"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw": (403, 200),
            "reports/june": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "reports/june": (200, 200),
        },
    ),
    Proof(
        probe=probe,
        bad={"/public/hours": 200, "/publications": 200, "/files": 403},
        good={"/public/hours": 200, "/publications": 403, "/files": 403},
    ),
]
