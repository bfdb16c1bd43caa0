"""RL101 under Flask: the answer that was built and dropped is not the answer the client gets."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.proofs.harness import Proof

ANN = {"Authorization": "token-of-ann"}


def seen(response: Any) -> tuple[int, str]:
    """Status and body; the body of HTML pages (Werkzeug's error and redirect pages) is left out."""
    body = response.get_data(as_text=True).strip()
    return response.status_code, "" if body.lower().startswith("<!doctype") else body


def probe(client: FlaskClient) -> dict[str, object]:
    pages = [
        "balance",
        "statement",
        "contracts",
        "report",
        "notes",
        "letters",
        "drafts",
        "logo",
        "payslip",
        "bonus",
        "salary",
        "orders",
        "invoices",
        "refunds",
        "vouchers",
        "accounts/eve",
        "loans/2",
        "audit",
        "forecast",
        "profile",
        "settings",
        "old-home",
        "health",
        "vault",
        "rates",
        "cards",
        "export",
        "admin/users",
        "missing",
    ]
    found: dict[str, object] = {page: seen(client.get(f"/{page}")) for page in pages}
    found["transfer without amount"] = seen(
        client.post("/transfers", json={"to": "bob"}, headers=ANN)
    )
    found["new card"] = seen(client.post("/cards", headers=ANN))
    found["suspended"] = seen(client.get("/rates", headers={"X-Account-State": "suspended"}))
    found["blocked network"] = seen(client.get("/ops/queues", headers={"X-Network": "blocked"}))
    return found


def probe_helpers(client: FlaskClient) -> dict[str, object]:
    bob = {"Authorization": "token-of-bob"}
    return {
        "drafts for nobody": client.get("/articles/drafts").status_code,
        **{
            f"{page} for bob": client.get(f"/articles/{page}", headers=bob).status_code
            for page in ("drafts", "plans", "reviews")
        },
    }


CORRECTED: dict[str, object] = {
    "balance": (401, '{"error":"sign in first"}'),
    "statement": (302, ""),
    "contracts": (403, "sign in first"),
    "report": (403, "<p>Access denied</p>"),
    "notes": (200, "<p>Hello guest</p>"),
    "letters": (403, "sign in first"),
    "drafts": (403, ""),
    "logo": (200, "GIF89a"),
    "payslip": (302, ""),
    "bonus": (401, "sign in first"),
    "salary": (302, ""),
    "orders": (403, '{"error":"sign in first"}'),
    "invoices": (302, ""),
    "refunds": (302, ""),
    "vouchers": (401, "sign in first"),
    "accounts/eve": (404, '{"error":"no such account"}'),
    "loans/2": (404, '{"error":"not found"}'),
    "audit": (403, ""),
    "forecast": (402, ""),
    "profile": (401, '{"error":"sign in first"}'),
    "settings": (401, '{"error":"sign in first"}'),
    "old-home": (302, ""),
    "health": (200, '{"status":"up"}'),
    "vault": (302, ""),
    "rates": (200, "3.5 %"),
    "cards": (403, '{"error":"sign in first"}'),
    "export": (302, ""),
    "admin/users": (302, ""),
    "missing": (404, '{"error":"not found"}'),
    "transfer without amount": (400, '{"error":"amount is missing"}'),
    "new card": (201, '{"created":true}'),
    "suspended": (403, '{"error":"suspended"}'),
    "blocked network": (403, "blocked"),
}

# The rest is only told about: what to write is the developer's to decide.
FIXED = CORRECTED | {
    "balance": (200, '{"login":"/login"}'),
    "invoices": (200, "invoice 9"),
    "refunds": (200, "refund 3"),
    "vouchers": (200, "voucher 4"),
    "profile": (401, '{"error":"sign in first"}'),
    "settings": (401, '{"error":"sign in first"}'),
    "report": (200, "<p>Access denied</p>"),
}

PROOFS = [
    Proof(
        probe=probe,
        bad={
            "balance": (200, '{"ann":120,"bob":40}'),
            "statement": (200, "statement of ann"),
            "contracts": (200, "contract 17"),
            "report": (200, "annual report"),
            "notes": (200, "private notes"),
            "letters": (200, "letter of May"),
            "drafts": (200, "draft of June"),
            "logo": (200, "internal logo"),
            "payslip": (200, "payslip of ann"),
            "bonus": (200, "bonus of ann"),
            "salary": (200, "salary of ann"),
            "orders": (200, "order 12"),
            "invoices": (200, "invoice 9"),
            "refunds": (200, "refund 3"),
            "vouchers": (200, "voucher 4"),
            "accounts/eve": (200, '{"amount":0,"name":"eve"}'),
            "loans/2": (200, "loan 2"),
            "audit": (200, "audit trail"),
            "forecast": (200, "forecast"),
            "profile": (200, "profile of ann"),
            "settings": (200, "settings of ann"),
            "old-home": (500, ""),
            "health": (500, ""),
            "vault": (200, "gold"),
            "rates": (500, ""),
            "cards": (200, "card 4711"),
            "export": (200, "export"),
            "admin/users": (200, "ann, bob"),
            "missing": (500, ""),
            "transfer without amount": (201, '{"booked":true}'),
            "new card": (500, ""),
            "suspended": (500, ""),
            "blocked network": (200, "2 queues"),
        },
        good=CORRECTED,
        fixed=FIXED,
    ),
    Proof(
        probe=probe_helpers,
        fixture="bad_helpers",
        bad={
            "drafts for nobody": 200,
            "drafts for bob": 200,
            "plans for bob": 200,
            "reviews for bob": 200,
        },
        good={
            "drafts for nobody": 401,
            "drafts for bob": 403,
            "plans for bob": 403,
            "reviews for bob": 403,
        },
        fixed={
            "drafts for nobody": 401,
            "drafts for bob": 403,
            "plans for bob": 403,
            "reviews for bob": 403,
        },
    ),
]
