"""RL304 under Django: what a client without a token gets."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

GUARDED = ("/files",)
LOST = ("/patients", "/wards", "/old-files")


def probe(client: Any) -> dict[str, object]:
    return {path: client.get(path).status_code for path in (*GUARDED, *LOST)}


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(GUARDED, 302), **dict.fromkeys(LOST, 200)},
        good=dict.fromkeys((*GUARDED, *LOST), 302),
    ),
]
