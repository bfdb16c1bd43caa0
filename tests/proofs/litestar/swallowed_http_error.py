"""RL604 under Litestar: a 404 or a refusal becomes whatever the clause says."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in (
        ("get", "/rooms/9"),
        ("get", "/rooms/1"),
        ("get", "/beds/9"),
        ("post", "/guests/al"),
        ("get", "/guests"),
        ("get", "/guests/ann/bill"),
    ):
        response = getattr(client, method)(path)
        found[f"{method} {path}"] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "get /rooms/9": (200, '{"error":"NotFoundException"}'),
            "get /rooms/1": (200, '{"room":"dormitory"}'),
            "get /beds/9": (500, '{"detail":"try again"}'),
            "post /guests/al": (201, '{"welcome":"al"}'),
            "get /guests": (200, '{"seen by":"somebody (GET)"}'),
            "get /guests/ann/bill": (503, '{"status_code":503,"detail":"the till is broken"}'),
        },
        good={
            "get /rooms/9": (404, '{"status_code":404,"detail":"no such room"}'),
            "get /rooms/1": (200, '{"room":"dormitory"}'),
            "get /beds/9": (404, '{"status_code":404,"detail":"no such room"}'),
            "post /guests/al": (400, '{"status_code":400,"detail":"too short a name"}'),
            "get /guests": (403, '{"status_code":403,"detail":"keepers only"}'),
            "get /guests/ann/bill": (410, '{"status_code":410,"detail":"paid already"}'),
        },
        fixed={
            "get /rooms/9": (404, '{"status_code":404,"detail":"no such room"}'),
            "get /rooms/1": (200, '{"room":"dormitory"}'),
            "get /beds/9": (404, '{"status_code":404,"detail":"no such room"}'),
            "post /guests/al": (400, '{"status_code":400,"detail":"too short a name"}'),
            "get /guests": (403, '{"status_code":403,"detail":"keepers only"}'),
            "get /guests/ann/bill": (410, '{"status_code":410,"detail":"paid already"}'),
        },
    ),
]
