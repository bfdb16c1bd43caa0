"""RL504 under Django REST framework: the flags of the cookies."""

from __future__ import annotations

from typing import Any

from tests.proofs.cookies import flags
from tests.proofs.harness import Proof


def sent(client: Any, path: str) -> list[str]:
    return [m.OutputString() for m in client.get(path).cookies.values()]


def probe(client: Any) -> dict[str, object]:
    return {path: " ".join(flags(sent(client, path)).values()) for path in ("/login",)}


BAD = {"/login": "httponly"}
GOOD = {"/login": "httponly samesite=lax secure"}

PROOFS = [Proof(probe=probe, bad=BAD, good=GOOD, fixed=GOOD)]
