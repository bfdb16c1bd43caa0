"""RL204 under Starlette: the route registered first answers, the other never does."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in (
        ("POST", "/weather"),
        ("GET", "/weather/now"),
        ("POST", "/forecast/paris"),
        ("GET", "/warnings/now"),
        ("GET", "/warnings"),
    ):
        response = client.request(method, path)
        found[f"{method} {path}"] = (response.status_code, response.text)
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "POST /weather": (405, "Method Not Allowed"),
            "GET /weather/now": (404, "Not Found"),
            "POST /forecast/paris": (200, "city"),
            "GET /warnings/now": (404, "Not Found"),
            "GET /warnings": (200, "today"),
        },
        good={
            "POST /weather": (200, "now"),
            "GET /weather/now": (200, "now"),
            "POST /forecast/paris": (200, "place"),
            "GET /warnings/now": (200, "now"),
            "GET /warnings": (200, "today"),
        },
    )
]
