"""RL602 under Falcon: bookings that are not made, and coroutines as values."""

from __future__ import annotations

import asyncio
from typing import Any

from falcon import testing

from tests.proofs.harness import Proof

SENT = {"name": "ann"}


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {
        "POST": client.ask("/bookings", "POST", json=SENT).status_code,
        "PUT": client.ask("/bookings", "PUT").status_code,
        "PATCH": client.ask("/bookings", "PATCH", json=SENT).status_code,
        "DELETE": client.ask("/bookings", "DELETE", body="ann").status_code,
        "GET": client.ask("/bookings").text,
    }

    async def first() -> object:
        conductor = testing.ASGIConductor(client.module.app)
        async with conductor, conductor.simulate_ws("/feed") as socket:
            return await socket.receive_text()

    found["/feed"] = asyncio.run(first())
    return found


GOOD = {"POST": 200, "PUT": 200, "PATCH": 200, "DELETE": 200, "GET": "put", "/feed": "first"}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "POST": 500,
            "PUT": 200,
            "PATCH": 500,
            "DELETE": 500,
            "GET": "",
            "/feed": "second",
        },
        good=GOOD,
        fixed=GOOD,
    )
]
