"""RL303 under Django: what nobody guards, everybody may do."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

_OPEN = ["exhibits/1/remove", "rooms/1/close", "tours/1", "guides/1/remove"]
_GUARDED = ["exhibits/1/lend", "rooms/1/open", "guides/add", "guides/1/change"]


def probe(client: Any) -> dict[str, object]:
    """Posts of somebody who has not signed in."""
    return {path: client.post(f"/{path}").status_code for path in (*_OPEN, *_GUARDED)}


_TO_SIGN_IN = dict.fromkeys([*_OPEN, *_GUARDED], 302)

PROOFS = [Proof(probe=probe, bad={**_TO_SIGN_IN, **dict.fromkeys(_OPEN, 200)}, good=_TO_SIGN_IN)]
