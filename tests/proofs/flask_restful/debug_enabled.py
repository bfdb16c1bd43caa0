"""RL505 under Flask-RESTful: whether an error goes past the API to the server."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    try:
        response = client.get("/prices")
    except ZeroDivisionError:
        return {"error": "the server gets it"}
    return {"error": response.status_code}


GOOD = {"error": 500}

PROOFS = [Proof(probe=probe, bad={"error": "the server gets it"}, good=GOOD, fixed=GOOD)]
