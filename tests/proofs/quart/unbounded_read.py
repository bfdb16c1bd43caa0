"""RL402 under Quart: three megabytes pass a limit of one, when they come without their length."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from tests.proofs.harness import Proof, serve

PIECE = b"x" * 128 * 1024


def pieces() -> Iterator[bytes]:
    for _ in range(24):
        yield PIECE
        time.sleep(0.005)


def probe(client: TestClient) -> dict[str, object]:
    with serve(client.app) as url:
        host = urlsplit(url).netloc
        paths = ("scan", "page", "joined", "buffer")
        return {path: (upload(host, path), announced(client, path)) for path in paths}


def upload(host: str, path: str) -> int:
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        headers = {"Transfer-Encoding": "chunked"}
        connection.request("POST", f"/{path}", pieces(), headers, encode_chunked=True)
        return connection.getresponse().status
    finally:
        connection.close()


def announced(client: TestClient, path: str) -> int:
    return client.post(f"/{path}", content=PIECE * 24).status_code


PATHS = ("scan", "page", "joined", "buffer")

PROOFS = [
    Proof(
        probe=probe,
        bad=dict.fromkeys(PATHS, (200, 413)),
        good=dict.fromkeys(PATHS, (413, 413)),
    )
]
