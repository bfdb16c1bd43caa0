"""RL309 under Flask: whether requests without a token get through with a visitor's cookies."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def sign_in(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["user_id"] = 1
        session["_user_id"] = "1"


def probe(client: FlaskClient) -> dict[str, object]:
    sign_in(client)
    return {
        "transfer": client.post("/transfer", data={"amount": "10"}).status_code,
        "close": client.post("/close").status_code,
        "rename": client.post("/accounts/rename", data={"name": "mine"}).status_code,
        "card": client.delete("/card").status_code,
    }


def probe_switch(client: FlaskClient) -> dict[str, object]:
    stranger = client.post("/transfer", data={"amount": "10"}).status_code
    sign_in(client)
    return {
        "stranger": stranger in (400, 401),
        "visitor": client.post("/transfer", data={"amount": "10"}).status_code,
    }


def probe_methods(client: FlaskClient) -> dict[str, object]:
    sign_in(client)
    return {"visitor": client.put("/transfer", data={"amount": "10"}).status_code}


def probe_form(client: FlaskClient) -> dict[str, object]:
    sign_in(client)
    return {"visitor": client.post("/transfer", data={"amount": "10"}).status_code}


def probe_jwt(client: FlaskClient) -> dict[str, object]:
    client.post("/login", base_url="https://localhost")
    answer = client.post("/transfer", data={"amount": "10"}, base_url="https://localhost")
    return {"visitor": answer.status_code}


OPEN, CLOSED = {"stranger": True, "visitor": 200}, {"stranger": True, "visitor": 400}

PROOFS = [
    Proof(
        probe=probe,
        bad={"transfer": 200, "close": 200, "rename": 200, "card": 200},
        good={"transfer": 400, "close": 400, "rename": 400, "card": 400},
    ),
    Proof(probe=probe_switch, fixture="bad_switch.py", bad=OPEN, good=CLOSED, fixed=CLOSED),
    Proof(probe=probe_switch, fixture="bad_default.py", bad=OPEN, good=CLOSED, fixed=CLOSED),
    Proof(probe=probe_switch, fixture="bad_unused.py", bad=OPEN, good=CLOSED),
    Proof(probe=probe_switch, fixture="bad_config", bad=OPEN, good=CLOSED, fixed=CLOSED),
    Proof(
        probe=probe_methods, fixture="bad_methods.py", bad={"visitor": 200}, good={"visitor": 400}
    ),
    Proof(
        probe=probe_form,
        fixture="bad_form.py",
        bad={"visitor": 200},
        good={"visitor": 400},
        fixed={"visitor": 400},
    ),
    Proof(
        probe=probe_jwt,
        fixture="bad_jwt.py",
        bad={"visitor": 200},
        good={"visitor": 401},
        fixed={"visitor": 401},
    ),
]
