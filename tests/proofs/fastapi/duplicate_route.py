"""RL204 under FastAPI: the route registered first answers, the other never does."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in (
        ("GET", "/events"),
        ("GET", "/events/3"),
        ("POST", "/reminders"),
        ("GET", "/rooms/free"),
    ):
        found[f"{method} {path}"] = client.request(method, path).text
    found["second events"] = client.get("/events/upcoming").status_code
    return found


def probe_modules(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/internal/health", "/internal/status", "/internal/metrics/status"):
        response = client.get(path)
        found[path] = (response.status_code, response.json())
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /events": '"all events"',
            "GET /events/3": '"event 3"',
            "POST /reminders": '"reminders"',
            "GET /rooms/free": "free rooms",
            "second events": 422,
        },
        good={
            "GET /events": '"all events"',
            "GET /events/3": '"event 3"',
            "POST /reminders": '"added"',
            "GET /rooms/free": "free rooms",
            "second events": 200,
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={
            "/internal/health": (200, {"healthy": True}),
            "/internal/status": (200, {"status": "up"}),
            "/internal/metrics/status": (404, {"detail": "Not Found"}),
        },
        good={
            "/internal/health": (200, {"healthy": True}),
            "/internal/status": (200, {"status": "up"}),
            "/internal/metrics/status": (200, {"status": "up", "requests": 12}),
        },
    ),
]
