"""RL303 under Starlette: an endpoint without `@requires` answers anybody."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

_OPEN = [
    ("DELETE", "/sailings/1"),
    ("PUT", "/ferries/emma"),
]
_GUARDED = [
    ("POST", "/sailings/"),
    ("PUT", "/sailings/1"),
    ("PUT", "/sailings/1/price"),
    ("GET", "/ferries/emma"),
]


def probe(client: TestClient) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.request(method, path).status_code
        for method, path in (*_OPEN, *_GUARDED)
    }


_REFUSED = {f"{method} {path}": 403 for method, path in (*_OPEN, *_GUARDED)}

PROOFS = [
    Proof(
        probe=probe,
        bad={**_REFUSED, **{f"{method} {path}": 200 for method, path in _OPEN}},
        good=_REFUSED,
    )
]
