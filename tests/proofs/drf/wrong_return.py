"""RL108 under REST framework: a view has to return a response."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    def seen(path: str, method: str = "GET") -> tuple[int, str]:
        response = client.generic(method, f"/{path}")
        body = response.content.decode()
        return response.status_code, "" if "<!doctype" in body.lower() else body

    pages = ("balance", "total", "entries", "accounts/", "accounts/closed/")
    found: dict[str, object] = {page: seen(page) for page in pages}
    for method in ("POST", "PUT", "PATCH"):
        found[method] = seen("entries", method)
    return found


def probe_errors(client: Client) -> dict[str, object]:
    def seen(path: str, method: str = "GET") -> tuple[int, str]:
        response = client.generic(method, f"/{path}")
        return (
            response.status_code,
            "" if response.status_code == 500 else response.content.decode(),
        )

    return {
        "balance": seen("balance/1"),
        "not mine": seen("balance/0"),
        "no account": seen("balance/7"),
        "taken": seen("withdrawals/1", "POST"),
        "overdrawn": seen("withdrawals/2", "POST"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "balance": (500, ""),
            "total": (500, ""),
            "entries": (500, ""),
            "accounts/": (500, ""),
            "accounts/closed/": (500, ""),
            "POST": (500, ""),
            "PUT": (500, ""),
            "PATCH": (500, ""),
        },
        good={
            "balance": (404, '{"error":"no such account"}'),
            "total": (200, '{"total":100}'),
            "entries": (404, '{"detail":"no such entry"}'),
            "accounts/": (200, '["ann","bob"]'),
            "accounts/closed/": (404, '{"detail":"no such account"}'),
            "POST": (409, '{"error":"closed"}'),
            "PUT": (403, '{"detail":"You do not have permission to perform this action."}'),
            "PATCH": (200, ""),
        },
        fixed={
            "balance": (500, ""),
            "total": (500, ""),
            "entries": (404, '{"detail":"no such entry"}'),
            "accounts/": (500, ""),
            "accounts/closed/": (500, ""),
            "POST": (409, '{"error":"closed"}'),
            "PUT": (403, '{"detail":"You do not have permission to perform this action."}'),
            "PATCH": (200, ""),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "balance": (200, '{"balance":"100"}'),
            "not mine": (403, '{"detail":"not yours"}'),
            "no account": (200, '{"balance":"no such account"}'),
            "taken": (201, '{"taken":10}'),
            "overdrawn": (500, ""),
        },
        good={
            "balance": (200, '{"balance":"100"}'),
            "not mine": (403, '{"detail":"not yours"}'),
            "no account": (404, '{"detail":"no such account"}'),
            "taken": (201, '{"taken":10}'),
            "overdrawn": (409, '{"error":"no money is left"}'),
        },
        fixed={
            "balance": (200, '{"balance":"100"}'),
            "not mine": (403, '{"detail":"not yours"}'),
            "no account": (404, '{"detail":"no such account"}'),
            "taken": (201, '{"taken":10}'),
            "overdrawn": (409, '{"error":"no money is left"}'),
        },
    ),
]
