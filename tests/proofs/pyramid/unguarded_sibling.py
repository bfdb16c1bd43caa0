"""RL303 under Pyramid: a view without a permission answers anybody."""

from __future__ import annotations

from werkzeug.test import Client

from tests.proofs.harness import Proof
from tests.proofs.pyramid.client import seen


def _asking(*requests: str) -> object:
    def probe(client: Client) -> dict[str, object]:
        """Requests of somebody who has not signed in."""
        return {text: seen(client, text.split()[1], text.split()[0])[0] for text in requests}

    return probe


_VIEWS = ("POST /paintings", "PUT /paintings/1/frame", "PUT /paintings/1/room")
_METHODS = ("GET /paintings/1", "GET /statues/1")
_REFUSED = dict.fromkeys((*_VIEWS, "POST /paintings/1/loan"), 403)
_OPEN = ("DELETE /paintings/1", "PUT /statues/1")

PROOFS = [
    Proof(
        probe=_asking(*_REFUSED),
        bad={**_REFUSED, "POST /paintings/1/loan": 200},
        good=_REFUSED,
    ),
    Proof(
        fixture="",
        corrected="good_default.py",
        probe=_asking(*_REFUSED),
        good=_REFUSED,
    ),
    Proof(
        fixture="bad_methods.py",
        probe=_asking(*_METHODS, *_OPEN),
        bad={**dict.fromkeys(_METHODS, 403), **dict.fromkeys(_OPEN, 200)},
        good=dict.fromkeys((*_METHODS, *_OPEN), 403),
    ),
]
