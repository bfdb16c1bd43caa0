"""django-ninja sends what an operation returns; what it only builds is lost."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

REQUESTS = {
    "error": ("get", "/api/balance"),
    "response": ("get", "/api/entries"),
    "status": ("get", "/api/accounts"),
    "helper": ("delete", "/api/entries"),
    "decorator": ("get", "/api/audit"),
    "async": ("get", "/api/invoices/7"),
    "local": ("post", "/api/invoices"),
    "own error": ("put", "/api/invoices"),
    "create_response": ("get", "/api/invoices/rate"),
}


def probe(client: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for label, (method, path) in REQUESTS.items():
        response = getattr(client, method)(path)
        found[label] = (response.status_code, response.content.decode())
    response = client.get("/api/report", HTTP_AUTHORIZATION="Bearer thief")
    found["authenticate"] = (response.status_code, response.content.decode())
    return found


BAD = {
    "error": (200, '{"balance": 100}'),
    "response": (200, '["rent", "light"]'),
    "status": (200, '["ann", "bob"]'),
    "helper": (200, '{"cleared": true}'),
    "decorator": (200, "null"),
    "async": (200, '{"invoice": 7}'),
    "local": (200, '{"added": true}'),
    "own error": (200, '{"changed": true}'),
    "create_response": (200, '{"rate": 2}'),
    "authenticate": (200, '"report of May"'),
}

GOOD = {
    "error": (403, '{"detail": "clerks only"}'),
    "response": (403, "clerks only"),
    "status": (403, '{"detail": "clerks only"}'),
    "helper": (403, '{"detail": "clerks only"}'),
    "decorator": (200, '"audit"'),
    "async": (404, '{"detail": "not found"}'),
    "local": (403, "clerks only"),
    "own error": (403, '{"detail": "clerks only"}'),
    "create_response": (400, '{"detail": "which?"}'),
    "authenticate": (401, '{"detail": "Unauthorized"}'),
}

PROOFS = [Proof(probe=probe, bad=BAD, good=GOOD, fixed={**GOOD, "local": BAD["local"]})]
