"""RL201 under Quart: which answers an error handler gets to see, and what it makes of them."""

from __future__ import annotations

from httpx import Response
from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    return {
        "known article": client.get("/stock/tea").status_code,
        "unknown article": client.get("/stock/coal").status_code,
        "unknown URL": client.get("/nowhere").status_code,
        "wrong method": client.post("/stock/tea").status_code,
        "crash": client.get("/price/milk").status_code,
    }


def probe_blueprint(client: TestClient) -> dict[str, object]:
    def message(response: Response) -> object:
        is_json = response.headers["Content-Type"] == "application/json"
        return response.json()["message"] if is_json else "Werkzeug's page"

    return {
        "shop: unknown URL": message(client.get("/shop/nowhere")),
        "shop: wrong method": message(client.post("/shop/articles")),
        "wiki: unknown URL": message(client.get("/wiki/nowhere")),
    }


def probe_blueprint_generic(client: TestClient) -> dict[str, object]:
    return {
        "job": client.get("/jobs/1").status_code,
        "unknown job": client.get("/jobs/2").status_code,
        "crash": client.get("/jobs/2/log").status_code,
        "unknown URL": client.get("/jobs/nowhere/at/all").status_code,
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "known article": 200,
            "unknown article": 500,
            "unknown URL": 500,
            "wrong method": 500,
            "crash": 500,
        },
        good={
            "known article": 200,
            "unknown article": 404,
            "unknown URL": 404,
            "wrong method": 405,
            "crash": 500,
        },
        fixed={
            "known article": 200,
            "unknown article": 404,
            "unknown URL": 404,
            "wrong method": 405,
            "crash": 500,
        },
    ),
    Proof(
        probe=probe,
        fixture="",
        corrected="good_specific.py",
        good={
            "known article": 200,
            "unknown article": 404,
            "unknown URL": 404,
            "wrong method": 405,
            "crash": 409,
        },
    ),
    Proof(
        probe=probe,
        fixture="",
        corrected="good_code.py",
        good={
            "known article": 200,
            "unknown article": 404,
            "unknown URL": 404,
            "wrong method": 405,
            "crash": 500,
        },
    ),
    Proof(
        probe=probe,
        fixture="bad_factory",
        bad={
            "known article": 200,
            "unknown article": 500,
            "unknown URL": 500,
            "wrong method": 500,
            "crash": 500,
        },
        good={
            "known article": 200,
            "unknown article": 404,
            "unknown URL": 404,
            "wrong method": 405,
            "crash": 500,
        },
        fixed={
            "known article": 200,
            "unknown article": 404,
            "unknown URL": 404,
            "wrong method": 405,
            "crash": 500,
        },
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint.py",
        bad={
            "shop: unknown URL": "Werkzeug's page",
            "shop: wrong method": "Werkzeug's page",
            "wiki: unknown URL": "Werkzeug's page",
        },
        good={
            "shop: unknown URL": "no such shop page",
            "shop: wrong method": "the shop does not do that",
            "wiki: unknown URL": "no such wiki page",
        },
    ),
    Proof(
        probe=probe_blueprint_generic,
        fixture="bad_blueprint_generic.py",
        bad={"job": 200, "unknown job": 500, "crash": 500, "unknown URL": 404},
        good={"job": 200, "unknown job": 404, "crash": 500, "unknown URL": 404},
        fixed={"job": 200, "unknown job": 404, "crash": 500, "unknown URL": 404},
    ),
]
