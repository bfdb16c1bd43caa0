"""RL204 under Flask: the second of two equal rules is never reached."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.proofs.harness import Proof


def probe(client: FlaskClient) -> dict[str, object]:
    def text(method: str, path: str) -> str:
        return client.open(path, method=method).get_data(as_text=True)

    return {
        "GET /status": text("GET", "/status"),
        "GET /users/ann": text("GET", "/users/ann"),
        "PUT /files/a/b": text("PUT", "/files/a/b"),
        "GET /ping": text("GET", "/ping"),
        "POST /teams": text("POST", "/teams"),
        "second views reached": _reached_second(client),
    }


def _reached_second(client: FlaskClient) -> list[str]:
    """The paths on which any method leads to a view that calls itself the second."""
    paths = [
        "/status",
        "/users/ann",
        "/users/7",
        "/files/a/b",
        "/ping",
        "/ping/again",
        "/teams",
        "/api/version",
        "/api/v2/version",
    ]
    return [
        path
        for path in paths
        for method in ("GET", "POST", "PUT")
        if client.open(path, method=method).get_data(as_text=True).startswith("second")
    ]


def probe_modules(client: FlaskClient) -> dict[str, object]:
    def text(path: str) -> str:
        return client.get(path).get_data(as_text=True)

    return {
        "show": text("/users/ann"),
        "orders": text("/users/ann/orders"),
        "profile reached": any(
            text(path) == "profile of ann" for path in ("/users/ann", "/profiles/ann")
        ),
    }


def probe_hosts(client: FlaskClient) -> dict[str, object]:
    return {
        host: client.get("/", headers={"Host": host}).get_data(as_text=True)
        for host in ("shop.example", "blog.example")
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /status": "first: status",
            "GET /users/ann": "first: ann",
            "PUT /files/a/b": "first: a/b",
            "GET /ping": "first: pong",
            "POST /teams": "first: new team",
            "second views reached": [],
        },
        good={
            "GET /status": "first: status",
            "GET /users/ann": "first: ann",
            "PUT /files/a/b": "second: a/b",
            "GET /ping": "first: pong",
            "POST /teams": "second: new team",
            "second views reached": [
                "/status",
                "/users/7",
                "/files/a/b",
                "/ping/again",
                "/teams",
                "/api/v2/version",
            ],
        },
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad={"show": "account of ann", "orders": "orders of ann", "profile reached": False},
        good={"show": "account of ann", "orders": "orders of ann", "profile reached": True},
    ),
    Proof(
        probe=probe_hosts,
        fixture="",
        corrected="good_hosts.py",
        good={"shop.example": "shop", "blog.example": "blog"},
    ),
]
