"""RL303 under django-ninja: an operation without `auth` answers anybody."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof

_OPEN = [
    ("DELETE", "/api/patients/1"),
    ("PATCH", "/api/beds/1"),
    ("PUT", "/api/stock/1"),
]
_GUARDED = [
    ("POST", "/api/patients"),
    ("PUT", "/api/patients/1"),
    ("POST", "/api/patients/1/notes"),
    ("PUT", "/api/beds/1"),
    ("GET", "/api/stock/1"),
]


def probe(client: Client) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.generic(method, path).status_code
        for method, path in (*_OPEN, *_GUARDED)
    }


def probe_users(client: Client) -> dict[str, object]:
    return {name: client.post(f"/api/shifts/1/{name}").status_code for name in ("take", "drop")}


_REFUSED = {f"{method} {path}": 401 for method, path in (*_OPEN, *_GUARDED)}

PROOFS = [
    Proof(
        probe=probe,
        bad={**_REFUSED, **{f"{method} {path}": 200 for method, path in _OPEN}},
        good=_REFUSED,
    ),
    Proof(
        fixture="bad_users.py",
        probe=probe_users,
        bad={"take": 401, "drop": 500},
        good={"take": 401, "drop": 401},
    ),
]
