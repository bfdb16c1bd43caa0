"""RL504 under Flask: the flags of the cookies."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.cookies import ALL, flags
from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/login", "/token", "/remember", "/embedded"):
        sent = flags(client.post(path).headers.getlist("Set-Cookie"))
        found[path] = next(iter(v for k, v in sent.items() if k != "session"))
    settings = client.application.config
    found["settings"] = (settings["SESSION_COOKIE_HTTPONLY"], settings["SESSION_COOKIE_SECURE"])
    return found


def probe_config(client: FlaskClient) -> dict[str, object]:
    return dict(flags(client.post("/login").headers.getlist("Set-Cookie")))


GOOD = {
    "/login": ALL,
    "/token": ALL,
    "/remember": ALL,
    "/embedded": "httponly samesite=none secure",
    "settings": (True, True),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/login": "",
            "/token": "httponly",
            "/remember": "samesite=lax secure",
            "/embedded": "httponly samesite=none",
            "settings": (False, False),
        },
        good=GOOD,
        fixed=GOOD,
    ),
    Proof(
        probe=probe_config,
        fixture="bad_config",
        bad={"session": "samesite=lax secure"},
        good={"session": ALL},
        fixed={"session": ALL},
    ),
]
