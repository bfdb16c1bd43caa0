"""RL201 under Flask-RESTX: which handlers see what resources raise."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "raised in a resource": ("GET", "/articles/milk"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


def probe_order(client: FlaskClient) -> dict[str, object]:
    return {
        "special": client.get("/books/8").status_code,
        "of a namespace": client.put("/books/8").status_code,
        "refusal": client.delete("/books/8").status_code,
        "accident": client.post("/books/8").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"raised in a resource": 500},
        good={"raised in a resource": 410},
    ),
    Proof(
        probe=probe_order,
        fixture="bad_order.py",
        bad={"special": 500, "of a namespace": 500, "refusal": 500, "accident": 500},
        good={"special": 404, "of a namespace": 409, "refusal": 403, "accident": 500},
        fixed={"special": 404, "of a namespace": 500, "refusal": 403, "accident": 500},
    ),
]
