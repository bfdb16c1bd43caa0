"""RL308 under Tornado: a page of another site hears what is said to its visitor."""

from __future__ import annotations

from typing import Any

from tornado.web import create_signed_value

from tests.proofs.harness import Proof
from tests.proofs.jwts import KEY
from tests.proofs.origins import headers, heard_at

PATHS = (
    "/always",
    "/suffix",
    "/prefix",
    "/part",
    "/pattern",
    "/anyof",
    "/either",
    "/mixed",
)


def probe(client: Any) -> dict[str, object]:
    return {path: heard_at(f"ws://127.0.0.1:{client.port}{path}", sent(path)) for path in PATHS}


def sent(path: str) -> dict[str, str]:
    origins = {
        "/suffix": "https://evil-floor.example",
        "/prefix": "https://floor.example.evil.example",
        "/part": "https://floor.example.evil.example",
        "/pattern": "https://floor.example.evil.example",
        "/anyof": "https://desk.example.evil.example",
        "/either": "https://evil-floor.example",
    }
    value = create_signed_value(KEY, "user", "ann").decode()
    return headers(f'user="{value}"', origins.get(path, "https://evil.example"))


PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, "ann"),
        good={**dict.fromkeys(PATHS, "refused"), "/mixed": "nobody"},
    )
]
