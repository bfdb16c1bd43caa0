"""RL301 under Quart: path tests let too much through, or close too much."""

from __future__ import annotations

from starlette.testclient import TestClient, WebSocketDenialResponse

from tests.proofs.harness import Proof


def probe(client: TestClient) -> dict[str, object]:
    """Without a sign-in: all but the login page ought to be closed."""
    pages = [
        "login",
        "login-history",
        "helpdesk-tickets",
        "backstage",
        "help/report/raw",
        "customers/static",
        "customers/bob",
    ]
    return {page: client.get(f"/{page}").status_code for page in pages}


def probe_prefix(client: TestClient) -> dict[str, object]:
    pages = ["login", "admin/users", "administration-fees", "accounting/"]
    return {page: client.get(f"/{page}").status_code for page in pages}


def probe_blueprint(client: TestClient) -> dict[str, object]:
    preflight = client.options("/prices", headers={"Origin": "https://shop.example"})
    return {
        "admin": client.get("/admin/users").status_code,
        "prices": client.get("/prices").status_code,
        "preflight of prices": preflight.status_code,
        "unknown URL": client.get("/nowhere").status_code,
    }


def probe_websockets(client: TestClient) -> dict[str, object]:
    admin = {"X-Token": "token-of-ann"}
    return {
        "log": greeting(client, "/admin/log", admin),
        "publications for an admin": greeting(client, "/publications", admin),
        "news": greeting(client, "/public/news", {}),
    }


def greeting(client: TestClient, path: str, headers: dict[str, str]) -> object:
    """The first message, or the status with which the handshake is refused."""
    try:
        with client.websocket_connect(path, headers=dict(headers)) as websocket:
            return websocket.receive_text()
    except WebSocketDenialResponse as refusal:
        return refusal.status_code


def probe_second_place(client: TestClient) -> dict[str, object]:
    """What is closed at one place ought to be at the other one."""
    pages = [
        "reports/raw",
        "staff/ann",
        "reports/june",
    ]
    return {
        page: tuple(client.get(f"{place}/{page}").status_code for place in ("", "/v2"))
        for page in pages
    }


PROOFS = [
    Proof(
        fixture="bad_second_place.py",
        probe=probe_second_place,
        bad={
            "reports/raw": (403, 200),
            "staff/ann": (401, 200),
            "reports/june": (200, 200),
        },
        good={
            "reports/raw": (403, 403),
            "staff/ann": (401, 401),
            "reports/june": (200, 200),
        },
    ),
    Proof(
        probe=probe,
        bad={
            "login": 200,
            "login-history": 200,
            "helpdesk-tickets": 200,
            "backstage": 200,
            "help/report/raw": 200,
            "customers/static": 200,
            "customers/bob": 401,
        },
        good={
            "login": 200,
            "login-history": 401,
            "helpdesk-tickets": 401,
            "backstage": 401,
            "help/report/raw": 401,
            "customers/static": 401,
            "customers/bob": 401,
        },
    ),
    Proof(
        probe=probe_prefix,
        fixture="bad_prefix.py",
        bad={"login": 200, "admin/users": 302, "administration-fees": 302, "accounting/": 200},
        good={"login": 200, "admin/users": 302, "administration-fees": 200, "accounting/": 401},
    ),
    Proof(
        probe=probe_blueprint,
        fixture="bad_blueprint.py",
        bad={"admin": 401, "prices": 401, "preflight of prices": 401, "unknown URL": 401},
        good={"admin": 401, "prices": 200, "preflight of prices": 200, "unknown URL": 404},
    ),
    Proof(
        probe=probe_websockets,
        fixture="bad_websockets.py",
        bad={"log": 401, "publications for an admin": "secret", "news": 403},
        good={"log": "ann signed in", "publications for an admin": 401, "news": "news"},
    ),
]
