"""RL303 under Falcon: a responder without its hook answers anybody."""

from __future__ import annotations

from tests.proofs.falcon.client import Client
from tests.proofs.harness import Proof

_OPEN = [
    ("DELETE", "/books/1"),
    ("PUT", "/shelves/1"),
]
_GUARDED = [
    ("POST", "/books"),
    ("PUT", "/books/1/title"),
    ("POST", "/books/1/repair"),
    ("GET", "/shelves/1"),
]


def probe(client: Client) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.seen(path, method)[0] for method, path in (*_OPEN, *_GUARDED)
    }


_REFUSED = {f"{method} {path}": 401 for method, path in (*_OPEN, *_GUARDED)}

PROOFS = [
    Proof(
        probe=probe,
        bad={**_REFUSED, **{f"{method} {path}": 200 for method, path in _OPEN}},
        good=_REFUSED,
    )
]
