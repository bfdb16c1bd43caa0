"""RL102 under aiohttp: answers inside of streams, streams that end early, sockets that are closed."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import httpx

from tests.proofs.harness import Proof


def read(client: Any, path: str) -> object:
    """The status and text of a response, on a connection of its own, or that it can't be read."""
    try:
        response = httpx.get(client.base_url.join(path), headers={"Connection": "close"})
    except (httpx.ReadError, httpx.RemoteProtocolError):
        return "no HTTP"
    return response.status_code, response.text


async def talk(url: str, said: str) -> list[str]:
    """What a WebSocket client gets for one message, up to the end of the connection."""
    found: list[str] = []
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        await socket.send_str(said)
        async for message in socket:
            found.append(str(message.data))
            if len(found) == 3:
                break
    found.append(str(socket.close_code))
    return found


def probe(client: Any) -> dict[str, object]:
    """What clients get, and what is done behind a connection that was closed."""
    found: dict[str, object] = {}
    for path in ("/export", "/report", "/ended", "/done"):
        found[path] = read(client, path)
    for path, said in (("/chat", "hello"), ("/feed", "stop"), ("/feed?all=1", "stop")):
        found[path] = asyncio.run(talk(f"{client.base_url}".rstrip("/") + path, said))
    time.sleep(0.3)  # The server still has to learn that the connection is closed.
    found["done behind the end"] = sorted(client.module.DONE)
    return found


BROKEN = "Received frame with non-zero reserved bits"


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/export": "no HTTP",
            "/report": "no HTTP",
            "/ended": (200, "1;Dune\n"),
            "/done": (200, "1;Dune\n"),
            "/chat": ["4001"],
            "/feed": ['{"news": 1}', BROKEN, "1002"],
            "/feed?all=1": ['{"news": 1}', "1000"],
            "done behind the end": ["joined", "sent"],
        },
        good={
            "/export": (200, "1;Dune\n2;Emma\n"),
            "/report": (403, "403: Forbidden"),
            "/ended": (200, "1;Dune\n2;Emma\n"),
            "/done": (200, "1;Dune\n"),
            "/chat": ["4001"],
            "/feed": ["1000"],
            "/feed?all=1": ["1000"],
            "done behind the end": [],
        },
        fixed={
            "/export": "no HTTP",
            "/report": "no HTTP",
            "/ended": (200, "1;Dune\n"),
            "/done": (200, "1;Dune\n"),
            "/chat": ["4001"],
            "/feed": ['{"news": 1}', BROKEN, "1002"],
            "/feed?all=1": ['{"news": 1}', "1000"],
            "done behind the end": [],
        },
    )
]
