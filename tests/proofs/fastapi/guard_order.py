"""RL302 under FastAPI: the guard above the route decorator is never asked."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/profile", "/reports/yearly", "/reports/monthly"):
        response = client.get(path)
        found[path] = (response.status_code, response.json())
    return found


GUARDED = {
    "/profile": (401, {"detail": "sign in first"}),
    "/reports/yearly": (403, {"detail": "auditor only"}),
    "/reports/monthly": (403, {"detail": "auditor only"}),
}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/profile": (200, {"secret": "profile"}),
            "/reports/yearly": (200, {"secret": "yearly"}),
            "/reports/monthly": (403, {"detail": "auditor only"}),
        },
        good=GUARDED,
        fixed=GUARDED,
    ),
]
