"""RL108 under ASGI: a response that is returned is not sent."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    refused = client.get("/orders")
    answered = client.get("/pair", headers={"x-api-key": "1"})
    fine = client.get("/orders", headers={"x-api-key": "1"})
    return {
        "no key": (refused.status_code, refused.text),
        "no order": (answered.status_code, answered.text),
        "orders": (fine.status_code, fine.text),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={"no key": (500, ""), "no order": (500, ""), "orders": (200, "two orders")},
        good={
            "no key": (401, '{"detail":"no key"}'),
            "no order": (404, "no such order"),
            "orders": (200, "two orders"),
        },
    ),
]
