"""RL601 under Django: asynchronous views that block the loop, or that use the ORM and fail."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.proofs.harness import Proof
from tests.proofs.stalls import GOES_ON, STALLS, slow_server, watched

WAITING = ("sleep", "helper", "rates", "visits")
ORM = ("count", "one", "saved", "together", "listed", "counted")


def probe(client: Any) -> dict[str, object]:
    from django.test import AsyncClient

    async def all_of_them() -> dict[str, object]:
        asked = AsyncClient(raise_request_exception=False)
        found: dict[str, object] = {}
        for name in WAITING:

            async def send(name: str = name) -> int:
                return int((await asked.get(f"/{name}")).status_code)

            found[name] = await watched(send)
        for name in ("found", *ORM):
            found[name] = (await asked.get(f"/{name}")).status_code
        return found

    with slow_server():
        return asyncio.run(all_of_them())


_FAILS: dict[str, object] = dict.fromkeys((*ORM, "found"), 500)

PROOFS = [
    Proof(
        probe=probe,
        bad={**dict.fromkeys(WAITING, (200, STALLS)), **_FAILS},
        good={**dict.fromkeys(WAITING, (200, GOES_ON)), **dict.fromkeys(ORM, 200), "found": 404},
        fixed={**dict.fromkeys(WAITING, (200, STALLS)), "sleep": (200, GOES_ON), **_FAILS},
    )
]
