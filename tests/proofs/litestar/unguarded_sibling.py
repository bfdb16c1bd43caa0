"""RL303 under Litestar: a handler without guards answers anybody."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

_OPEN = [
    ("DELETE", "/plays/1"),
    ("PATCH", "/evenings/1"),
    ("PUT", "/seats/1"),
]
_GUARDED = [
    ("POST", "/plays"),
    ("PUT", "/plays/1"),
    ("PUT", "/evenings/1"),
    ("GET", "/seats/1"),
]


def probe(client: Any) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.request(method, path).status_code
        for method, path in (*_OPEN, *_GUARDED)
    }


_REFUSED = {f"{method} {path}": 401 for method, path in (*_OPEN, *_GUARDED)}

PROOFS = [
    Proof(
        probe=probe,
        bad={**_REFUSED, **{f"{method} {path}": 200 for method, path in _OPEN}},
        good=_REFUSED,
    )
]
