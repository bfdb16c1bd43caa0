"""RL102 under http.server: nothing keeps a second answer from being written behind the first."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.http_server.client import Client

REQUESTS = (
    ("GET", "/secret"),
    ("GET", "/orders"),
    ("GET", "/orders/9"),
    ("POST", "/"),
    ("DELETE", "/orders/9"),
)


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {}
    for method, path in REQUESTS:
        client.module.JOURNAL.clear()
        statuses, text = client.answers(path, method)
        text = text.strip()
        if text.startswith("<!DOCTYPE"):
            text = text[text.index("</html>") :]
        found[f"{method} {path}"] = (statuses, text, list(client.module.JOURNAL))
    return found


_ORDERS = '{"1": {"item": "lamp"}, "2": {"item": "desk"}}'

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "GET /secret": ([401, 200], "secret", ["secret read"]),
            "GET /orders": ([403, 200], _ORDERS, []),
            "GET /orders/9": ([404, 200], '{"order": "9"}', ["read 9"]),
            "POST /": ([401, 200], "secret", []),
            "DELETE /orders/9": ([404], "</html>\ndeleted", []),
        },
        good={
            "GET /secret": ([401], "</html>", []),
            "GET /orders": ([403], "members only", []),
            "GET /orders/9": ([404], '{"error": "no such order"}', []),
            "POST /": ([401], "", []),
            "DELETE /orders/9": ([404], "</html>", []),
        },
        fixed={
            "GET /secret": ([401], "</html>", []),
            "GET /orders": ([403, 200], _ORDERS, []),
            "GET /orders/9": ([404, 200], '{"order": "9"}', ["read 9"]),
            "POST /": ([401, 200], "secret", []),
            "DELETE /orders/9": ([404], "</html>", []),
        },
    ),
]
