"""RL601 under Django Ninja: asynchronous operations that block the loop, or that fail with the ORM."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, watched


def probe(client: Any) -> dict[str, object]:
    from django.test import AsyncClient

    async def all_of_them() -> dict[str, object]:
        asked = AsyncClient(raise_request_exception=False)
        found: dict[str, object] = {}
        for name in ("sleep", "tickets/helper"):

            async def send(name: str = name) -> int:
                return int((await asked.get(f"/{name}")).status_code)

            found[name] = await watched(send)
        found["count"] = (await asked.get("/tickets/count")).status_code
        return found

    return asyncio.run(all_of_them())


PROOFS = [
    Proof(
        probe=probe,
        bad={"sleep": (200, STALLS), "tickets/helper": (200, STALLS), "count": 500},
        good={"sleep": (200, GOES_ON), "tickets/helper": (200, GOES_ON), "count": 200},
        fixed={"sleep": (200, GOES_ON), "tickets/helper": (200, STALLS), "count": 500},
    )
]
