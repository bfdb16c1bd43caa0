"""RL803 under Flask: what answers an error says that all is well."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

PAGES = ("fail/404", "fail/403", "fail/409", "fail/410", "fail/418", "fail/400", "seats", "crash")


def probe(client: FlaskClient) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


def probe_modules(client: FlaskClient) -> dict[str, object]:
    return {page: client.get(page).status_code for page in ("/", "/nothing")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "fail/404": 200,
            "fail/403": 200,
            "fail/409": 200,
            "fail/410": 200,
            "fail/418": 200,
            "fail/400": 200,
            "seats": 200,
            "crash": 200,
        },
        good={
            "fail/404": 404,
            "fail/403": 403,
            "fail/409": 409,
            "fail/410": 410,
            "fail/418": 418,
            "fail/400": 400,
            "seats": 409,
            "crash": 500,
        },
        fixed={
            "fail/404": 404,
            "fail/403": 403,
            "fail/409": 409,
            "fail/410": 410,
            "fail/418": 200,
            "fail/400": 400,
            "seats": 200,
            "crash": 200,
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"/": 200, "/nothing": 200},
        good={"/": 200, "/nothing": 404},
    ),
]
