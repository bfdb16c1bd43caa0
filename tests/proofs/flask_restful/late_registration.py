"""RL205 under Flask-RESTful: resources that nobody gets to see."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "before": ("GET", "/api/loaves"),
    "after": ("GET", "/api/rolls"),
    "only as a script": ("GET", "/api/ovens"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


def probe_good(client: FlaskClient) -> dict[str, object]:
    return {"made with a blueprint": client.get("/hours").status_code}


def probe_factory(client: FlaskClient) -> dict[str, object]:
    return {
        "application": client.get("/loaves").status_code,
        "blueprint": client.get("/shop/hours").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"before": 200, "after": 404, "only as a script": 404},
        good={"before": 200, "after": 200, "only as a script": 200},
    ),
    Proof(
        probe=probe_good,
        fixture="",
        corrected="good.py",
        good={"made with a blueprint": 200},
    ),
    Proof(
        probe=probe_factory,
        fixture="bad_factory.py",
        bad={"application": 404, "blueprint": 404},
        good={"application": 200, "blueprint": 200},
    ),
]
