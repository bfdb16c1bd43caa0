"""RL302 under Flask-RESTX: guards for functions on classes."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "guard of a library": ("GET", "/surgery/patients"),
    "guard of the project": ("GET", "/surgery/reports/all"),
    "on the method": ("GET", "/surgery/rota"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    return {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }


def probe_class(client: FlaskClient) -> dict[str, object]:
    return {"/patients": client.get("/patients").status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={"guard of a library": 200, "guard of the project": 200, "on the method": 401},
        good={"guard of a library": 401, "guard of the project": 403, "on the method": 401},
    ),
    Proof(
        probe=probe_class,
        fixture="bad_class.py",
        bad={"import_error": "AttributeError"},
        good={"/patients": 403},
    ),
]
