"""django-ninja has made the operation of what stands below its decorator."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof

PATHS = {
    "login_required": "/api/patients",
    "user_passes_test": "/api/rota",
    "of the project": "/api/reports/newest",
    "below": "/api/reports/7",
    "first path": "/api/reports/all",
    "second path": "/api/reports/every",
}


def probe(client: Any) -> dict[str, object]:
    return {label: client.get(path).status_code for label, path in PATHS.items()}


BAD = {
    "login_required": 200,
    "user_passes_test": 200,
    "of the project": 200,
    "below": 403,
    "first path": 403,
    "second path": 200,
}
FIXED = {
    "login_required": 302,
    "user_passes_test": 302,
    "of the project": 403,
    "below": 403,
    "first path": 403,
    "second path": 403,
}

PROOFS = [Proof(probe=probe, bad=BAD, good={**FIXED, "of the project": 302}, fixed=FIXED)]
