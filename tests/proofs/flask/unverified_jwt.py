"""RL307 under Flask: a token that was forged, has expired or was made for another application is
believed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.jwts import (
    answer,
    expired,
    for_another,
    forged,
    good,
    of_another_algorithm,
    unsigned,
)

Tokens = dict[str, Callable[[], str]]

_PYJWT: Tokens = {
    "/orders": forged,
    "/keyed": forged,
    "/complete": unsigned,
    "/reader": forged,
    "/raw": unsigned,
    "/signed": unsigned,
    "/made": expired,
    "/made-raw": unsigned,
    "/stale": expired,
    "/old": expired,
    "/audience": for_another,
    "/fallback": forged,
    "/partner?partner=1": forged,
}
_JOSE: Tokens = {
    "/any": of_another_algorithm,
    "/none": of_another_algorithm,
    "/signature": forged,
    "/claims": forged,
    "/payload": unsigned,
    "/jws": forged,
    "/expiry": expired,
    "/audience": for_another,
    "/authlib": expired,
    "/helper": expired,
    "/open": unsigned,
    "/joserfc": expired,
    "/joserfc-none": unsigned,
    "/joserfc-extract": forged,
}


def ask_of(client: Any) -> Callable[[str, dict[str, str]], tuple[int, str]]:
    def ask(path: str, headers: dict[str, str]) -> tuple[int, str]:
        response = client.get(path, headers=headers)
        return response.status_code, response.get_data(as_text=True)

    return ask


def probe(client: Any) -> dict[str, object]:
    ask = ask_of(client)
    # The head of the token is believed only as far as the library's keys allow.
    found: dict[str, object] = {"/chosen": answer(ask, "/chosen", of_another_algorithm())}
    return {**found, **{path: answer(ask, path, make()) for path, make in _PYJWT.items()}}


def probe_jose(client: Any) -> dict[str, object]:
    ask = ask_of(client)
    assert answer(ask, "/authlib", good()) == "admin"
    found: dict[str, object] = {"/chosen": answer(ask, "/chosen", of_another_algorithm())}
    return {**found, **{path: answer(ask, path, make()) for path, make in _JOSE.items()}}


def probe_extension(client: Any) -> dict[str, object]:
    token = client.get("/issue").get_json()["token"]
    import jwt

    return {
        "ends": "exp" in jwt.decode(token, options={"verify_signature": False}),
        "old": client.get("/session", query_string={"token": _expired_of(token)}).status_code,
    }


def _expired_of(token: str) -> str:
    """The token as it would be once it has expired."""
    import jwt

    from tests.proofs.jwts import KEY

    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode({**claims, "exp": 1_000_000_000}, KEY, "HS256")


def probe_helpers(client: Any) -> dict[str, object]:
    def user(path: str, token: str) -> object:
        response = client.get(path, query_string={"token": token})
        return response.get_json()["user"] if response.status_code == 200 else "refused"

    return {
        "new": user("/me", client.get("/issue").get_json()["token"]),
        "expired": user("/me", expired()),
        "another algorithm": user("/tenant", of_another_algorithm()),
    }


def probe_old(client: Any) -> dict[str, object]:
    """Seen under a newer PyJWT than `bad_old` asks for: 1.7.1 lets all of them in."""
    ask = ask_of(client)
    return {path: answer(ask, path, forged()) for path in ("/keyword", "/position", "/any")}


_OLD = dict.fromkeys(("/keyword", "/position", "/any"), "refused")
_ADMIN = dict.fromkeys(_PYJWT, "admin")
_REFUSED = dict.fromkeys(_PYJWT, "refused")
_JOSE_ADMIN = dict.fromkeys(_JOSE, "admin")
_JOSE_REFUSED = dict.fromkeys(_JOSE, "refused")

PROOFS = [
    Proof(
        probe=probe,
        bad={**_ADMIN, "/chosen": "admin"},
        good={**_REFUSED, "/chosen": "admin"},
        fixed={
            **_ADMIN,
            "/chosen": "admin",
            "/keyed": "refused",
            "/made": "refused",
            "/stale": "refused",
            "/old": "refused",
        },
    ),
    Proof(
        probe=probe_jose,
        fixture="bad_jose.py",
        bad={**_JOSE_ADMIN, "/chosen": "admin"},
        good={**_JOSE_REFUSED, "/chosen": "admin"},
        fixed={
            **_JOSE_ADMIN,
            "/chosen": "admin",
            "/any": "refused",
            "/expiry": "refused",
            "/jws": "refused",
        },
    ),
    Proof(
        probe=probe_extension,
        fixture="bad_extension.py",
        bad={"ends": False, "old": 200},
        good={"ends": True, "old": 401},
    ),
    Proof(
        probe=probe_helpers,
        fixture="bad_helpers",
        bad={"new": "admin", "expired": "admin", "another algorithm": "admin"},
        good={"new": "admin", "expired": "refused", "another algorithm": "refused"},
        fixed={"new": "admin", "expired": "refused", "another algorithm": "refused"},
    ),
    Proof(fixture="bad_old", probe=probe_old, bad=_OLD, good=_OLD),
]
