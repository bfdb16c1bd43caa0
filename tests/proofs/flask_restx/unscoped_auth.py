"""RL301 under Flask-RESTX: whoever picks a path or name that looks right gets in."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "prefix": ("GET", "/club/login-history"),
    "member": ("GET", "/club/members"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


def probe_second_place(client: FlaskClient) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("/shop", "/shop/v2"))
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
        bad={"prefix": 200, "member": 401},
        good={"prefix": 401, "member": 401},
    ),
]
