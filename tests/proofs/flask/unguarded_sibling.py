"""RL303 under Flask: what nobody guards, everybody may do."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

_OPEN = [
    ("DELETE", "/books/1"),
    ("PUT", "/shelves/1"),
    ("DELETE", "/loans/1"),
    ("PATCH", "/fines/1"),
    ("PUT", "/keys/1"),
    ("POST", "/admin/purge"),
    ("DELETE", "/orders/1"),
]
_GUARDED = [
    ("PUT", "/books/1"),
    ("GET", "/shelves/1"),
    ("POST", "/loans/1"),
    ("GET", "/fines/1"),
    ("PUT", "/desks/1"),
    ("POST", "/admin/closing-days"),
    ("POST", "/orders"),
]


def probe(client: FlaskClient) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.open(path, method=method).status_code
        for method, path in (*_OPEN, *_GUARDED)
    }


def probe_modules(client: FlaskClient) -> dict[str, object]:
    return {
        f"{method} {path}": client.open(path, method=method).status_code
        for method, path in (("POST", "/books/1/loans"), ("POST", "/books/1/repair"))
    }


def probe_users(client: FlaskClient) -> dict[str, object]:
    return {name: client.post(f"/plots/1/{name}").status_code for name in ("dig", "reap")}


_REFUSED = {f"{method} {path}": 401 for method, path in (*_OPEN, *_GUARDED)}

PROOFS = [
    Proof(
        probe=probe,
        bad={**_REFUSED, **{f"{method} {path}": 200 for method, path in _OPEN}},
        good=_REFUSED,
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"POST /books/1/loans": 200, "POST /books/1/repair": 401},
        good={"POST /books/1/loans": 401, "POST /books/1/repair": 401},
    ),
    Proof(
        fixture="bad_users.py",
        probe=probe_users,
        bad={"dig": 401, "reap": 500},
        good={"dig": 401, "reap": 401},
    ),
]
