"""RL303 under FastAPI: what nobody guards, everybody may do."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

_OPEN = [
    ("DELETE", "/tools/1"),
    ("PATCH", "/rentals/1/price"),
    ("PUT", "/stock/1"),
    ("POST", "/admin/purge"),
]
_GUARDED = [
    ("PUT", "/tools/1"),
    ("PUT", "/rentals/1"),
    ("GET", "/stock/1"),
    ("POST", "/admin/closing-days"),
]


def probe(client: TestClient) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.request(method, path).status_code
        for method, path in (*_OPEN, *_GUARDED)
    }


def probe_modules(client: TestClient) -> dict[str, object]:
    return {
        f"{method} {path}": client.request(method, path).status_code
        for method, path in (("POST", "/tools/1/rentals"), ("POST", "/tools/1/repair"))
    }


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
        bad={"POST /tools/1/rentals": 200, "POST /tools/1/repair": 401},
        good={"POST /tools/1/rentals": 401, "POST /tools/1/repair": 401},
    ),
]
