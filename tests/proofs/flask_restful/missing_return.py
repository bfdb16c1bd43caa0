"""RL101 under Flask-RESTful: refusals that nobody gets."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "make_response": ("GET", "/trips"),
    "jsonify and a status": ("POST", "/trips"),
    "pair": ("DELETE", "/trips"),
    "exception": ("GET", "/inns"),
    "below a blueprint": ("GET", "/club/v1/lounges"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    seen: dict[str, object] = {
        label: client.open(path, method=method).status_code
        for label, (method, path) in REQUESTS.items()
    }
    seen["decorator"] = client.get("/ferries").get_json()
    return seen


GOOD: dict[str, object] = {**dict.fromkeys(REQUESTS, 403), "decorator": {"ferries": ["Bari"]}}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "make_response": 200,
            "jsonify and a status": 201,
            "pair": 204,
            "exception": 200,
            "below a blueprint": 200,
            "decorator": None,
        },
        good=GOOD,
        fixed={**GOOD, "jsonify and a status": 201, "pair": 204, "below a blueprint": 200},
    )
]
