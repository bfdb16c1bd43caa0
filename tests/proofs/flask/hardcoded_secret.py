"""RL507 under Flask: whoever has read the source signs what the application trusts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jwt
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from tests.proofs.harness import Proof


def forged_session(key: str) -> str:
    app = Flask("elsewhere")
    app.secret_key = key
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    text = serializer.dumps({"user": "admin"})
    return text.decode() if isinstance(text, bytes) else text


def user(client: FlaskClient, key: str) -> object:
    client.set_cookie("session", forged_session(key))
    return client.get("/me").get_json()["user"]


def attempt(client: FlaskClient, path: str, **options: Any) -> object:
    """The user that the application takes the client for, or the error that it has."""
    client.application.testing = True
    try:
        return client.get(path, **options).get_json()["user"]
    except Exception as error:
        return type(error).__name__


def probe(client: FlaskClient) -> dict[str, object]:
    link = URLSafeTimedSerializer("reset-key-of-the-shop").dumps("admin")
    token = jwt.encode({"sub": "admin"}, "the-orders-and-long-enough-for-hs256", "HS256")
    return {
        "session": user(client, "change-me"),
        "link": attempt(client, f"/reset?link={link}"),
        "token": attempt(client, "/orders", headers={"Authorization": token}),
    }


def probe_config(client: FlaskClient) -> dict[str, object]:
    return {"session": user(client, "you-will-never-guess")}


def probe_factory(client: FlaskClient) -> dict[str, object]:
    return {"session": user(client, "this-really-needs-to-be-changed")}


def probe_random(client: FlaskClient) -> dict[str, object]:
    """What a second worker makes of a session of the first: it has loaded the same source."""
    app = client.application
    module = sys.modules[app.import_name]
    other: dict[str, Any] = {"__name__": "worker"}
    source = Path(module.__file__ or "").read_text()
    exec(compile(source, "worker.py", "exec"), other)
    client.post("/login")
    cookie = client.get_cookie("session")
    assert cookie is not None
    second = other["app"].test_client()
    second.set_cookie("session", cookie.value)
    return {"second worker": second.get("/me").get_json()["user"]}


PROOFS = [
    Proof(
        probe=probe,
        bad={"session": "admin", "link": "admin", "token": "admin"},
        good={
            "session": None,
            "link": "BadTimeSignature",
            "token": "InvalidSignatureError",
        },
    ),
    Proof(
        probe=probe_config,
        fixture="bad_config",
        bad={"session": "admin"},
        good={"session": None},
    ),
    Proof(
        probe=probe_factory,
        fixture="bad_factory",
        bad={"session": "admin"},
        good={"session": None},
    ),
    Proof(
        probe=probe_random,
        fixture="bad_random.py",
        bad={"second worker": None},
        good={"second worker": "ann"},
    ),
]
