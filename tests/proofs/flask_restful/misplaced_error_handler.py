"""RL201 under Flask-RESTful: which handlers see what resources raise."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "raised by a helper": ("GET", "/articles/milk"),
    "raised in a resource": ("GET", "/bills/7"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


def probe_views(client: FlaskClient) -> dict[str, object]:
    return {
        "page": client.get("/pages/tea").status_code,
        "resource": client.get("/bills/7").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"raised by a helper": 500, "raised in a resource": 500},
        good={"raised by a helper": 410, "raised in a resource": 402},
    ),
    Proof(
        probe=probe_views,
        fixture="",
        corrected="good_views.py",
        good={"page": 410, "resource": 402},
    ),
]
