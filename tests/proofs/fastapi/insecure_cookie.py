"""RL504 under FastAPI: the flags of the cookies."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.cookies import ALL, flags
from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in ("/login", "/token", "/embedded", "/visit", "/tenants/a"):
        headers = client.post(f"https://testserver{path}").headers
        found.update(flags(headers.get_list("set-cookie")))
    return found


GOOD = {
    "session_id": ALL,
    "access_token": ALL,
    "auth": "httponly samesite=none secure",
    "access-token-a": ALL,
    "session": ALL,
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "session_id": "samesite=lax",
            "access_token": "httponly samesite=lax",
            "auth": "httponly samesite=none",
            "access-token-a": "httponly samesite=lax",
            "session": "httponly samesite=lax",
        },
        good=GOOD,
        fixed=GOOD,
    ),
]
