"""RL207 under aiohttp: a table of routes that is never added is never asked."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {"/signals": client.get("/signals").status_code}


PROOFS = [Proof(probe=probe, bad={"/signals": 404}, good={"/signals": 200})]
