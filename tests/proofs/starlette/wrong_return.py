"""RL108 under Starlette: what is no response can't be called, and errors in middleware are none."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = [
    "dictionary",
    "pair",
    "text",
    "returned-error",
    "error-class",
    "response-class",
    "raised-response",
    "swapped-error",
    "status-first",
    "no-content",
    "body",
    "helper",
    "show",
    "seat",
]


def probe(client: TestClient) -> dict[str, object]:
    def seen(path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        response = client.request(method, f"/{path}", headers=named)
        return response.status_code, response.text

    found: dict[str, object] = {page: seen(page) for page in PAGES}
    found["posted"] = seen("show", "POST")
    found["closed"] = seen("pair", x_doors="closed")
    found["casual"] = seen("pair", x_dress="casual")
    return found


def probe_errors(client: TestClient) -> dict[str, object]:
    def seen(path: str, method: str = "GET") -> tuple[int, str]:
        response = client.request(method, f"/{path}")
        return response.status_code, response.text

    return {
        "open": seen("hours/monday"),
        "closed": seen("hours/sunday"),
        "seat": seen("seats/a1"),
        "no seat": seen("seats/b9"),
        "bought": seen("tickets/a1", "POST"),
        "sold": seen("tickets/a2", "POST"),
        "nothing to buy": seen("tickets/b9", "POST"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "dictionary": (500, "Internal Server Error"),
            "pair": (500, "Internal Server Error"),
            "text": (500, "Internal Server Error"),
            "returned-error": (500, "Internal Server Error"),
            "error-class": (500, "Internal Server Error"),
            "response-class": (500, "Internal Server Error"),
            "raised-response": (500, "Internal Server Error"),
            "swapped-error": (500, "Internal Server Error"),
            "status-first": (500, "Internal Server Error"),
            "no-content": (204, "{}"),
            "body": (500, "Internal Server Error"),
            "helper": (500, "Internal Server Error"),
            "show": (500, "Internal Server Error"),
            "seat": (500, "Internal Server Error"),
            "posted": (500, "Internal Server Error"),
            "closed": (500, "Internal Server Error"),
            "casual": (500, "Internal Server Error"),
        },
        good={
            "dictionary": (200, '{"tickets":3}'),
            "pair": (404, '{"error":"sold out"}'),
            "text": (200, "sold out"),
            "returned-error": (404, "no such show"),
            "error-class": (404, "Not Found"),
            "response-class": (200, ""),
            "raised-response": (409, "sold out"),
            "swapped-error": (404, "no such show"),
            "status-first": (404, '{"error":"no such show"}'),
            "no-content": (204, ""),
            "body": (200, '{"tickets": 3}'),
            "helper": (409, '{"error":"sold out"}'),
            "show": (200, '["stalls","circle"]'),
            "seat": (404, '{"error":"no such seat"}'),
            "posted": (405, "Method Not Allowed"),
            "closed": (503, "the doors are closed"),
            "casual": (403, "in a suit"),
        },
        fixed={
            "dictionary": (500, "Internal Server Error"),
            "pair": (500, "Internal Server Error"),
            "text": (500, "Internal Server Error"),
            "returned-error": (404, "no such show"),
            "error-class": (500, "Internal Server Error"),
            "response-class": (200, ""),
            "raised-response": (409, "sold out"),
            "swapped-error": (500, "Internal Server Error"),
            "status-first": (500, "Internal Server Error"),
            "no-content": (204, "{}"),
            "body": (500, "Internal Server Error"),
            "helper": (500, "Internal Server Error"),
            "show": (500, "Internal Server Error"),
            "seat": (500, "Internal Server Error"),
            "posted": (405, "Method Not Allowed"),
            "closed": (500, "Internal Server Error"),
            "casual": (500, "Internal Server Error"),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "open": (200, "nine to five"),
            "closed": (500, "Internal Server Error"),
            "seat": (200, "free"),
            "no seat": (200, "404: no such seat"),
            "bought": (201, '{"bought":"a1"}'),
            "sold": (201, '{"bought":"a2"}'),
            "nothing to buy": (409, '{"error":"there is no b9"}'),
        },
        good={
            "open": (200, "nine to five"),
            "closed": (409, '{"error":"sold: everything"}'),
            "seat": (200, "free"),
            "no seat": (404, "no such seat"),
            "bought": (201, '{"bought":"a1"}'),
            "sold": (409, '{"error":"a2 is sold"}'),
            "nothing to buy": (409, '{"error":"there is no b9"}'),
        },
        fixed={
            "open": (200, "nine to five"),
            "closed": (409, '{"error":"sold: everything"}'),
            "seat": (200, "free"),
            "no seat": (404, "no such seat"),
            "bought": (201, '{"bought":"a1"}'),
            "sold": (409, '{"error":"a2 is sold"}'),
            "nothing to buy": (409, '{"error":"there is no b9"}'),
        },
    ),
]
