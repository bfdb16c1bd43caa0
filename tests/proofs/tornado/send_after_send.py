"""RL102 under Tornado: what follows the answer runs, and then raises in the log or is sent as well."""

from __future__ import annotations

import socket

from tests.proofs.harness import Proof
from tests.proofs.tornado.client import Client

REQUESTS = (
    ("GET", "/orders/9"),
    ("DELETE", "/orders/2"),
    ("POST", "/orders/1"),
    ("GET", "/account"),
    ("POST", "/account"),
    ("PUT", "/account"),
    ("GET", "/invoice"),
    ("POST", "/invoice"),
    ("GET", "/receipt"),
    ("POST", "/receipt"),
    ("PUT", "/receipt"),
    ("DELETE", "/receipt?number=9"),
    ("GET", "/reports"),
    ("POST", "/reports"),
    ("PUT", "/reports"),
    ("POST", "/batch?number=1&number=2"),
    ("GET", "/panel"),
    ("GET", "/audit"),
)


def probe(client: Client) -> dict[str, object]:
    journal = client.module.JOURNAL
    found: dict[str, object] = {}
    for method, path in REQUESTS:
        journal.clear()
        status, text = client.seen(path, method)
        if text.startswith("<html>"):
            text = "<html>"
        client.settle()
        found[f"{method} {path}"] = (status, text, list(journal))
    found["socket"] = prices(client)
    return found


def prices(client: Client) -> tuple[object, ...]:
    from tornado.httpclient import HTTPRequest
    from tornado.websocket import websocket_connect

    async def visit() -> object:
        request = HTTPRequest(
            f"ws://127.0.0.1:{client.port}/prices", headers={"Origin": "https://shop.example"}
        )
        socket = await websocket_connect(request)
        return await socket.read_message(), socket.close_code

    client.module.JOURNAL.clear()
    answer = client.in_loop(visit)
    client.settle()
    return answer, list(client.module.JOURNAL)


def fees(client: Client) -> dict[str, object]:
    return {
        "two": client.seen("/fees?number=1&number=2"),
        "none": client.seen("/fees"),
        "stranger": client.ask("/fees", "POST").status,
    }


def probe_modules(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method in ("GET", "DELETE"):
        client.module.JOURNAL.clear()
        status, _ = client.seen("/orders/9", method)
        client.settle()
        found[method] = (status, list(client.module.JOURNAL))
    return found


def answers(client: Client, path: str, method: str = "GET") -> tuple[int, str]:
    """How many answers come for one request, and the longest body."""
    with socket.create_connection(("127.0.0.1", client.port), 3) as connection:
        connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: shop.example\r\n\r\n".encode())
        connection.settimeout(0.3)
        found = b""
        try:
            while part := connection.recv(4096):
                found += part
        except TimeoutError:
            pass
    each = found.split(b"HTTP/1.1 ")[1:]
    bodies = [a.partition(b"\r\n\r\n")[2].decode() for a in each if a.startswith(b"200")]
    return len(each), max(bodies, key=len)


def probe_fallback(client: Client) -> dict[str, object]:
    found: dict[str, object] = {
        path: answers(client, path) for path in ("/shop", "/news", "/before", "/direct", "/raw")
    }
    found["post"] = answers(client, "/shop", "POST")
    return found


def probe_near_misses(client: Client) -> dict[str, object]:
    return {path: answers(client, path) for path in ("/own", "/knowing", "/taken", "/label")}


PROOFS = [
    Proof(
        fixture="",
        corrected="good.py",
        probe=fees,
        good={
            "two": (200, '{"fees": [30, 120]}'),
            "none": (200, '{"fees": []}'),
            "stranger": 302,
        },
    ),
    Proof(
        probe=probe,
        bad={
            "GET /orders/9": (200, '{"order": null}', ["read 9"]),
            "DELETE /orders/2": (403, "<html>", ["deleted 2"]),
            "POST /orders/1": (200, "accepted", []),
            "GET /account": (302, "", ["account opened"]),
            "POST /account": (302, "", []),
            "PUT /account": (405, "<html>", []),
            "GET /invoice": (
                400,
                '{"error": "number is missing"}{"invoice": null, "total": 150}',
                [],
            ),
            "POST /invoice": (401, "who are you?total: 150", []),
            "GET /receipt": (403, "<html>", ["receipt printed"]),
            "POST /receipt": (400, '{"error": "members only"}{"receipt": 150}', []),
            "PUT /receipt": (403, '{"error": "members only"}', []),
            "DELETE /receipt?number=9": (404, '{"error": "no such order"}', ["receipt deleted"]),
            "GET /reports": (400, "<html>", []),
            "POST /reports": (200, '{"rows": 2}{"rows": 3}', []),
            "PUT /reports": (200, "first page, ", ["flushed"]),
            "POST /batch?number=1&number=2": (200, '{"prices": [30, 120]}', ["batch read"]),
            "GET /panel": (302, "", ["panel prepared"]),
            "GET /audit": (200, "audited", ["audit finished"]),
            "socket": ((None, 1008), ["prices subscribed"]),
        },
        good={
            "GET /orders/9": (200, '{"order": null}', []),
            "DELETE /orders/2": (403, "<html>", []),
            "POST /orders/1": (200, "accepted, and done", []),
            "GET /account": (302, "", []),
            "POST /account": (302, "", []),
            "PUT /account": (200, "closed", ["account closed"]),
            "GET /invoice": (400, '{"error": "number is missing"}', []),
            "POST /invoice": (401, "who are you?", []),
            "GET /receipt": (403, "<html>", []),
            "POST /receipt": (400, '{"error": "members only"}', []),
            "PUT /receipt": (403, "<html>", []),
            "DELETE /receipt?number=9": (404, '{"error": "no such order"}', []),
            "GET /reports": (400, "", []),
            "POST /reports": (200, '{"rows": 2}\n{"rows": 3}\n', []),
            "PUT /reports": (200, "sent", ["1"]),
            "POST /batch?number=1&number=2": (200, '{"prices": [30, 120]}', []),
            "GET /panel": (302, "", []),
            "GET /audit": (200, "audited", ["audit finished with 200"]),
            "socket": ((None, 1008), []),
        },
        fixed={
            "GET /orders/9": (200, '{"order": null}', []),
            "DELETE /orders/2": (403, "<html>", []),
            "POST /orders/1": (200, "accepted", []),
            "GET /account": (302, "", []),
            "POST /account": (302, "", []),
            "PUT /account": (405, "<html>", []),
            "GET /invoice": (400, '{"error": "number is missing"}', []),
            "POST /invoice": (401, "who are you?", []),
            "GET /receipt": (403, "<html>", ["receipt printed"]),
            "POST /receipt": (400, '{"error": "members only"}', []),
            "PUT /receipt": (403, '{"error": "members only"}', []),
            "DELETE /receipt?number=9": (404, '{"error": "no such order"}', ["receipt deleted"]),
            "GET /reports": (400, "<html>", []),
            "POST /reports": (200, '{"rows": 2}{"rows": 3}', []),
            "PUT /reports": (200, "first page, ", ["flushed"]),
            "POST /batch?number=1&number=2": (200, '{"prices": [30, 120]}', ["batch read"]),
            "GET /panel": (302, "", ["panel prepared"]),
            "GET /audit": (200, "audited", ["audit finished"]),
            "socket": ((None, 1008), []),
        },
    ),
    Proof(
        fixture="bad_modules",
        probe=probe_modules,
        bad={"GET": (404, ["read 9"]), "DELETE": (401, [])},
        good={"GET": (404, []), "DELETE": (401, ["refused 9"])},
        fixed={"GET": (404, []), "DELETE": (401, [])},
    ),
    Proof(
        fixture="bad_fallback",
        probe=probe_fallback,
        bad={
            "/shop": (2, "the old shop"),
            "/news": (2, "news"),
            "/before": (2, "before"),
            "/direct": (2, "the old shop"),
            "/raw": (2, "raw"),
            "post": (2, "the old shop"),
        },
        good={
            "/shop": (1, "the old shop"),
            "/news": (1, "news"),
            "/before": (1, "before"),
            "/direct": (1, "the old shop"),
            "/raw": (1, "raw"),
            "post": (1, "the old shop"),
        },
    ),
    Proof(
        fixture="",
        corrected="good_fallback",
        probe=probe_near_misses,
        good={
            "/own": (1, "the old shop"),
            "/knowing": (1, "the old shop"),
            "/taken": (1, "taken"),
            "/label": (1, "label of /label"),
        },
    ),
]
