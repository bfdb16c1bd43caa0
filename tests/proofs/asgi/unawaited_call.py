"""RL602 in raw ASGI: answers that are never sent."""

from __future__ import annotations

from typing import Any

import httpx

from tests.proofs.harness import Proof, serve


def probe(client: Any) -> dict[str, object]:
    """Status and body, or why there is none."""
    found: dict[str, object] = {}
    with serve(client.app) as url:
        for path in ("/passed", "/response", "/sent", "/noted"):
            try:
                answer = httpx.get(url + path, timeout=5)
                found[path] = (answer.status_code, answer.text)
            except httpx.HTTPError as error:
                found[path] = type(error).__name__
    return found


GOOD = {
    "/passed": (200, "none"),
    "/response": (200, "response"),
    "/sent": (200, "none"),
    "/noted": (200, "noted"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/passed": (500, "Internal Server Error"),
            "/response": (500, "Internal Server Error"),
            "/sent": "RemoteProtocolError",
            "/noted": (200, "none"),
        },
        good=GOOD,
        fixed=GOOD,
    )
]
