"""RL304 under Tornado: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

GUARDED = ("/songs",)
LOST = ("/charts", "/logs")
MEMBERS = ("/member", "/guest")


def probe(client: Any) -> dict[str, object]:
    return {path: client.ask(path).status for path in (*GUARDED, *LOST, *MEMBERS)}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            **dict.fromkeys(GUARDED, 401),
            **dict.fromkeys(LOST, 200),
            "/member": 302,
            "/guest": 200,
        },
        good={**dict.fromkeys((*GUARDED, *LOST), 401), **dict.fromkeys(MEMBERS, 302)},
    ),
]
