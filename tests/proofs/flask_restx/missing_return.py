"""RL101 under Flask-RESTX: refusals that nobody gets."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

REQUESTS = {
    "make_response": ("GET", "/trips/all"),
    "pair": ("POST", "/trips"),
    "exception": ("DELETE", "/trips/7"),
    "in a namespace": ("GET", "/lounge/"),
}


def probe(client: FlaskClient) -> dict[str, object]:
    seen: dict[str, object] = {
        label: client.open(path, method=method, json={}).status_code
        for label, (method, path) in REQUESTS.items()
    }
    seen["decorator"] = client.get("/trips/7").get_json()
    return seen


GOOD: dict[str, object] = {**dict.fromkeys(REQUESTS, 403), "decorator": {"to": "Lisbon"}}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "make_response": 200,
            "pair": 201,
            "exception": 204,
            "in a namespace": 200,
            "decorator": None,
        },
        good=GOOD,
        # A response is no value for a marshalling decorator: the fields are looked for on it.
        fixed={**GOOD, "make_response": 200, "pair": 201, "in a namespace": 200},
    )
]
