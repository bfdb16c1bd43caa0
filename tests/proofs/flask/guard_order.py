"""RL302 under Flask: the route decorator registers the function that it is given."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    pages = [
        "login",
        "login/module",
        "login/fresh",
        "jwt",
        "basic",
        "key",
        "role",
        "both",
        "new-address",
        "old-address",
        "staff/rota",
        "staff/canteen",
    ]
    found: dict[str, object] = {page: client.get(f"/{page}").status_code for page in pages}
    found["token"] = client.post("/token").status_code
    found["limited, twice"] = [client.get("/limited").status_code for _ in range(2)]
    shared = client.get("/shared", headers={"Origin": "https://shop.example"})
    found["shared with"] = shared.headers.get("Access-Control-Allow-Origin")
    return found


def probe_unnamed(client: FlaskClient) -> dict[str, object]:
    return {page: client.get(f"/{page}").status_code for page in ("plans", "budgets")}


def probe_class(client: FlaskClient) -> dict[str, object]:
    return {"patients": client.get("/patients").status_code}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "login": 200,
            "login/module": 200,
            "login/fresh": 200,
            "jwt": 200,
            "basic": 200,
            "key": 200,
            "role": 200,
            "both": 200,
            "new-address": 302,
            "old-address": 200,
            "staff/rota": 200,
            "staff/canteen": 200,
            "token": 200,
            "limited, twice": [200, 200],
            "shared with": None,
        },
        good={
            "login": 401,
            "login/module": 401,
            "login/fresh": 401,
            "jwt": 401,
            "basic": 401,
            "key": 302,
            "role": 403,
            "both": 302,
            "new-address": 302,
            "old-address": 302,
            "staff/rota": 302,
            "staff/canteen": 302,
            "token": 401,
            "limited, twice": [200, 429],
            "shared with": "https://shop.example",
        },
        fixed={
            "login": 401,
            "login/module": 401,
            "login/fresh": 401,
            "jwt": 401,
            "basic": 401,
            "key": 302,
            "role": 403,
            "both": 302,
            "new-address": 302,
            "old-address": 302,
            "staff/rota": 302,
            "staff/canteen": 302,
            "token": 401,
            "limited, twice": [200, 429],
            "shared with": "https://shop.example",
        },
    ),
    Proof(
        probe=probe_unnamed,
        fixture="bad_unnamed.py",
        bad={"plans": 200, "budgets": 200},
        good={"plans": 403, "budgets": 403},
    ),
    Proof(
        probe=probe_class,
        fixture="bad_class.py",
        bad={"import_error": "AttributeError"},
        good={"patients": 401},
    ),
]
