"""RL303 under REST framework: a view without permissions answers anybody."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof

_OPEN = [
    ("DELETE", "/patients/1"),
    ("PUT", "/patients/1/bed"),
]
_GUARDED = [
    ("POST", "/patients"),
    ("PUT", "/patients/1/address"),
    ("POST", "/patients/1/notes"),
    ("DELETE", "/beds/1/"),
    ("POST", "/beds/1/clean/"),
]


def probe(client: Client) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.generic(method, path).status_code
        for method, path in (*_OPEN, *_GUARDED)
    }


def probe_users(client: Client) -> dict[str, object]:
    return {name: client.post(f"/shifts/1/{name}").status_code for name in ("take", "drop")}


_REFUSED = {f"{method} {path}": 403 for method, path in (*_OPEN, *_GUARDED)}

PROOFS = [
    Proof(
        probe=probe,
        bad={**_REFUSED, **{f"{method} {path}": 200 for method, path in _OPEN}},
        good=_REFUSED,
    ),
    Proof(
        fixture="bad_users.py",
        probe=probe_users,
        bad={"take": 403, "drop": 500},
        good={"take": 403, "drop": 403},
    ),
]
