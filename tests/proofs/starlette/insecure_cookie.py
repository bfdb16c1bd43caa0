"""RL504 under Starlette: the flags of the cookies."""

from __future__ import annotations

from typing import Any

from tests.proofs.cookies import flags
from tests.proofs.harness import Proof


def sent(client: Any, path: str) -> list[str]:
    return client.get(path).headers.get_list("set-cookie")


def probe(client: Any) -> dict[str, object]:
    return {path: " ".join(flags(sent(client, path)).values()) for path in ("/login", "/visit")}


BAD = {"/login": "samesite=lax", "/visit": "httponly samesite=lax"}
GOOD = {"/login": "httponly samesite=lax secure", "/visit": "httponly samesite=lax secure"}

PROOFS = [Proof(probe=probe, bad=BAD, good=GOOD, fixed=GOOD)]
