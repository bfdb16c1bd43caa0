"""RL104 under FastAPI: what a dependency returns is a value for the endpoint, never an answer."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in (
        "/admin/users",
        "/guarded/files",
        "/profile",
        "/settings",
        "/reports",
        "/desk",
        "/session",
    ):
        response = client.get(path)
        found[path] = (response.status_code, response.json())
    return found


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/admin/users": (200, ["ann", "bob"]),
            "/guarded/files": (200, ["minutes.txt"]),
            "/profile": (200, {"secret": "profile"}),
            "/settings": (200, {"secret": "settings"}),
            "/reports": (200, {"secret": "reports"}),
            "/desk": (200, {"secret": "desk"}),
            "/session": (200, {"secret": "session"}),
        },
        good={
            "/admin/users": (403, {"detail": "admins only"}),
            "/guarded/files": (303, {"detail": "See Other"}),
            "/profile": (401, {"detail": "sign in first"}),
            "/settings": (403, {"detail": "admins only"}),
            "/reports": (402, {"detail": "gold only"}),
            "/desk": (403, {"detail": "the office is closed"}),
            "/session": (401, {"detail": "sign in first"}),
        },
        fixed={
            "/admin/users": (403, {"detail": "admins only"}),
            "/guarded/files": (200, ["minutes.txt"]),
            "/profile": (200, {"secret": "profile"}),
            "/settings": (200, {"secret": "settings"}),
            "/reports": (200, {"secret": "reports"}),
            "/desk": (200, {"secret": "desk"}),
            "/session": (200, {"secret": "session"}),
        },
    )
]
