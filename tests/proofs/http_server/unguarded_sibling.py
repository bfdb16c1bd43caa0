"""RL303 under http.server: a method that asks nobody who they are answers anybody."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client

_OPEN = [
    ("DELETE", "/1"),
]
_GUARDED = [
    ("GET", "/"),
    ("PUT", "/1"),
]


def probe(client: Client) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.answers(path, method)[0][0]
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
