"""RL603 under Microdot: exceptions that nobody hears of, and work that is not done."""

from __future__ import annotations

import asyncio

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Client
from tests.proofs.tasks import complaints


async def visit(client: Client, path: str) -> int:
    status = await client.status(path)
    await asyncio.sleep(0.05)
    return status


def probe(client: Client) -> dict[str, object]:
    """Status, exceptions that nobody looked at, and what was done."""
    found: dict[str, object] = {}
    done = client.module.DONE
    with complaints() as unseen:
        for path in ("/created", "/plain"):
            status = asyncio.run(visit(client, path))
            found[path] = (status, unseen(), sorted(done))
            done.clear()
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={"/created": (200, 2, []), "/plain": (500, 1, [])},
        good={"/created": (200, 0, ["created", "hook"]), "/plain": (200, 0, ["hook", "plain"])},
    )
]
