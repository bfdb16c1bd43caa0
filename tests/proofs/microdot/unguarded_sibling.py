"""RL303 under Microdot: a handler without the guard answers anybody."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client

_OPEN = [
    ("PUT", "/watering"),
    ("PUT", "/lamps/1"),
]
_GUARDED = [
    ("POST", "/vents/1/open"),
    ("PUT", "/heating"),
    ("GET", "/lamps/1"),
]


def probe(client: Client) -> dict[str, object]:
    """Requests of somebody who has not signed in."""
    return {
        f"{method} {path}": client.request(method, path).status
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
