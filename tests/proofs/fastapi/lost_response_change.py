"""RL107 under FastAPI: what was set on another response is not there."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = ("enter", "leave", "courses", "course?course=10", "made", "closed")


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for page in PAGES:
        response = client.get(f"/{page}", follow_redirects=False)
        names = {"set-cookie", "x-hall", "x-course"} & set(response.headers)
        found[page] = (response.status_code, sorted(names))
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "enter": (307, []),
            "leave": (401, []),
            "courses": (200, []),
            "course?course=10": (400, []),
            "made": (200, []),
            "closed": (404, []),
        },
        good={
            "enter": (307, ["set-cookie"]),
            "leave": (401, ["set-cookie"]),
            "courses": (203, ["x-hall"]),
            "course?course=10": (400, ["x-course"]),
            "made": (200, ["set-cookie"]),
            "closed": (404, ["x-hall"]),
        },
    ),
]
