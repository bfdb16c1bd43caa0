"""RL303 under Flask-RESTX: what nobody guards, everybody may do."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

_OPEN = [("DELETE", "/books/1"), ("PUT", "/shelves/1")]
_GUARDED = [("PUT", "/books/1/title"), ("POST", "/books/1/repair"), ("GET", "/shelves/1")]


def probe(client: Any) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.open(path, method=method).status_code
        for method, path in (*_OPEN, *_GUARDED)
    }


def probe_users(client: Any) -> dict[str, object]:
    return {name: client.post(f"/plots/1/{name}").status_code for name in ("dig", "reap")}


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
        bad={"dig": 401, "reap": 500},
        good={"dig": 401, "reap": 401},
    ),
]
