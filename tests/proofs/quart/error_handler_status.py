"""RL803 under Quart: what answers an error says that all is well."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PAGES = ("fail/404", "fail/403", "fail/409", "fail/410", "fail/418", "fail/400", "seats", "crash")


def probe(client: Any) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in PAGES}


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
]
