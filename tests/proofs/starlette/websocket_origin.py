"""RL308 under Starlette: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.forging import starlette_session
from tests.proofs.harness import Proof
from tests.proofs.jwts import KEY
from tests.proofs.origins import headers, heard

PATHS = (
    "/cookie",
    "/hall",
    "/session",
    "/inner/pattern",
)


def probe(client: Any) -> dict[str, object]:
    return {path: heard(client.app, path, sent(path)) for path in PATHS}


def sent(path: str) -> dict[str, str]:
    origins = {"/inner/pattern": "https://museum-example"}
    cookie = f"session_id=g-ann; session={starlette_session(KEY)}"
    return headers(cookie, origins.get(path, "https://evil.example"))


PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(PATHS, "ann"), "/session": "admin"},
        good=dict.fromkeys(PATHS, "refused"),
    )
]
