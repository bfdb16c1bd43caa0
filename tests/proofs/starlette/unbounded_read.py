"""RL402 under Starlette: three megabytes are taken, unless a limit says no."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

BODY = b"x" * 3 * 1024 * 1024


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        name: client.post(f"/{name}", content=BODY).status_code for name in ("stream", "pieces")
    }
    found["album"] = client.post("/album", files={"page": BODY}).status_code
    return found


NAMES = ("stream", "pieces", "album")

PROOFS = [Proof(probe=probe, bad=dict.fromkeys(NAMES, 200), good=dict.fromkeys(NAMES, 413))]
