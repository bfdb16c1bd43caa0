"""RL101 in ASGI middleware: the refusal is built, the app behind it runs."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("key", "tls", "agent", "host"):
        response = client.post(f"/{name}/orders", headers={"User-Agent": "curl/8.5"})
        found[name] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "key": (200, '{"ordered":1}'),
            "tls": (200, '{"ordered":1}'),
            "agent": (200, '{"ordered":1}'),
            "host": (200, '{"ordered":1}'),
        },
        good={
            "key": (401, '{"detail":"no key"}'),
            "tls": (308, ""),
            "agent": (403, "no scripts, please"),
            "host": (421, "wrong host"),
        },
    )
]
