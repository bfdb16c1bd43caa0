"""aiohttp's own server on a loopback port, in a thread, asked by HTTPX."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.proofs.harness import loaded


@contextmanager
def client(path: Path) -> Iterator[Any]:
    with loaded(path) as module, serving(module.app) as found:
        found.module = module
        yield found


@contextmanager
def serving(app: Any) -> Iterator[Any]:
    """A client of the server of an application."""
    import httpx
    from aiohttp import web

    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = web.AppRunner(app, shutdown_timeout=0.1)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port: int = runner.addresses[0][1]
        return port

    try:
        port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as found:
            found.loop = loop  # type: ignore[attr-defined]
            yield found
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
