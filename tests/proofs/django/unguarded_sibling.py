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

_TAKEN = ["teams/1/switch", "ropes/1/return"]
_ASKED = ["teams/1/rename", "ropes/1/lend"]


def probe_users(client: Any) -> dict[str, object]:
    return {path: client.get(f"/{path}").status_code for path in (*_TAKEN, *_ASKED)}


_ASKS = dict.fromkeys([*_TAKEN, *_ASKED], 302)
_OTHERS = {
    "teams/1/close": 403,
    "teams/1/praise": 403,
    **{f"ropes/1/{name}": 403 for name in ("wash", "dry", "mend", "swap")},
    "ropes/1/mark": 302,
}


def probe_others(client: Any) -> dict[str, object]:
    """What a stranger gets of the views that ask in a way of their own."""
    return {path: client.get(f"/{path}").status_code for path in _OTHERS}


PROOFS = [
    Proof(probe=probe, bad={**_TO_SIGN_IN, **dict.fromkeys(_OPEN, 200)}, good=_TO_SIGN_IN),
    Proof(
        fixture="bad_users.py",
        probe=probe_users,
        bad={**_ASKS, **dict.fromkeys(_TAKEN, 500)},
        good=_ASKS,
    ),
    Proof(fixture="", corrected="good_users.py", probe=probe_others, good=_OTHERS),
]
