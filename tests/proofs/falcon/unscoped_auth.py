"""RL301 under Falcon: what only looks like a public path is public, too."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

ANN = {"Authorization": "token-of-ann"}


def probe(client: Client) -> dict[str, object]:
    paths = ("/public/news", "/publications", "/healthrecords", "/catalogue/x.css")
    found: dict[str, object] = {path: client.ask(path).status_code for path in paths}
    for path in ("/admin", "/admin/"):
        found[path] = client.ask(path, headers=ANN).status_code
    return found


def probe_second_place(client: Client) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "staff/ann",
        "reports/june",
    ]
    return {
        page: tuple(client.ask(f"{place}/{page}").status_code for place in ("", "/v2"))
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
            "/public/news": 200,
            "/publications": 200,
            "/healthrecords": 200,
            "/catalogue/x.css": 200,
            "/admin": 403,
            "/admin/": 200,
        },
        good={
            "/public/news": 200,
            "/publications": 401,
            "/healthrecords": 401,
            "/catalogue/x.css": 401,
            "/admin": 403,
            "/admin/": 403,
        },
    ),
]
