"""RL308 under aiohttp: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.origins import headers, heard_at

PATHS = (
    "/cookie",
    "/session",
    "/suffix",
    "/view",
    "/helper",
)


def probe(client: Any) -> dict[str, object]:
    return {
        path: heard_at(str(client.base_url.copy_with(scheme="ws", path=path)), sent(path))
        for path in PATHS
    }


def sent(path: str) -> dict[str, str]:
    origins = {
        "/suffix": "https://evil-radio.example",
    }
    return headers(
        'session=s-ann; AIOHTTP_SESSION={"created": 0, "session": {"user": "ann"}}',
        origins.get(path, "https://evil.example"),
    )


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good=dict.fromkeys(PATHS, "refused"),
    )
]
