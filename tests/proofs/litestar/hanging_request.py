"""RL105 under Litestar: what ends without a value is answered with `null`, or with a 500."""

from __future__ import annotations

from typing import Any

import httpx

from tests.proofs.harness import Proof, serve

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def position(app: Any) -> int:
    """What a server answers to the handshake."""
    with serve(app) as url:
        return httpx.get(f"{url}/position", headers=HANDSHAKE).status_code


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in (
        ("get", "/sailings/west"),
        ("post", "/bookings"),
        ("get", "/ticket"),
        ("get", "/harbours/south"),
        ("put", "/harbours/south"),
        ("get", "/unknown"),
    ):
        response = getattr(client, method)(path)
        found[f"{method} {path}"] = (response.status_code, response.text)
    response = client.get("/sailings/north", headers={"X-Season": "winter"})
    found["in winter"] = (response.status_code, response.text)
    found["position"] = position(client.app)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "get /sailings/west": (200, "null"),
            "post /bookings": (500, '{"status_code":500,"detail":"Internal Server Error"}'),
            "get /ticket": (500, '{"status_code":500,"detail":"Internal Server Error"}'),
            "get /harbours/south": (200, ""),
            "put /harbours/south": (200, "null"),
            "get /unknown": (500, ""),
            "in winter": (500, ""),
            "position": 500,
        },
        good={
            "get /sailings/west": (404, '{"detail":"no such line"}'),
            "post /bookings": (409, '{"detail":"no such line"}'),
            "get /ticket": (302, ""),
            "get /harbours/south": (404, '{"detail":"no such harbour"}'),
            "put /harbours/south": (404, '{"detail":"no such harbour"}'),
            "get /unknown": (404, '{"detail":"Not Found"}'),
            "in winter": (404, '{"detail":"no such line"}'),
            "position": 403,
        },
    ),
]
