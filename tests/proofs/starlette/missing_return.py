"""RL101 under Starlette: a dropped refusal lets everybody in, a dropped answer is a 500."""

from __future__ import annotations

from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.proofs.harness import Proof


def changes(client: TestClient) -> str:
    try:
        with client.websocket_connect("/changes") as websocket:
            return websocket.receive_text()
    except WebSocketDisconnect as exc:
        return f"closed with {exc.code}"


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in (
        "/", "/plans", "/drafts", "/archive", "/history", "/pages/none", "/trash", "/settings",
        "/edit", "/timed/home",
    ):  # fmt: skip
        response = client.get(path)
        found[path] = (response.status_code, response.text)
    found["post"] = client.post("/pages/home").status_code
    found["outdated client"] = client.get("/plans", headers={"X-Client-Version": "1.0"}).status_code
    found["changes"] = changes(client)
    return found


ANSWERS = {
    "/": (200, "Welcome"),
    "/plans": (403, "editors only"),
    "/drafts": (303, ""),
    "/archive": (403, "<p>Access denied</p>"),
    "/history": (403, "editors only"),
    "/pages/none": (404, '{"detail":"no such page"}'),
    "/trash": (403, "editors only"),
    "/settings": (403, '{"detail":"editors only"}'),
    "/edit": (423, "somebody is editing"),
    "/timed/home": (403, "editors only"),
    "post": 403,
    "outdated client": 426,
    "changes": "closed with 1008",
}

# No fix knows what to do with a condition or a helper's None.
FIXED = {
    **ANSWERS,
    "/history": (200, '{"home":"Welcome","plans":"Only for editors"}'),
    "/settings": (200, '{"theme":"dark"}'),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "/": (500, "Internal Server Error"),
            "/plans": (200, '{"home":"Welcome","plans":"Only for editors"}'),
            "/drafts": (200, '{"home":"Welcome","plans":"Only for editors"}'),
            "/archive": (200, '{"home":"Welcome","plans":"Only for editors"}'),
            "/history": (200, '{"home":"Welcome","plans":"Only for editors"}'),
            "/pages/none": (200, '{"none":null}'),
            "/trash": (200, '{"home":"Welcome","plans":"Only for editors"}'),
            "/settings": (200, '{"theme":"dark"}'),
            "/edit": (500, "Internal Server Error"),
            "/timed/home": (500, "Internal Server Error"),
            "post": 500,
            "outdated client": 200,
            "changes": "plans changed",
        },
        good=ANSWERS,
        fixed={
            "/": (200, "Welcome"),
            "/plans": (403, "editors only"),
            "/drafts": (303, ""),
            "/archive": (403, "<p>Access denied</p>"),
            "/history": (200, '{"home":"Welcome","plans":"Only for editors"}'),
            "/pages/none": (404, '{"detail":"no such page"}'),
            "/trash": (403, "editors only"),
            "/settings": (403, '{"detail":"editors only"}'),
            "/edit": (423, "somebody is editing"),
            "/timed/home": (403, "editors only"),
            "post": 403,
            "outdated client": 426,
            "changes": "closed with 1008",
        },
    )
]
