"""RL108 under Quart: answers that are none, or others than meant."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = [
    "swapped",
    "content-type",
    "two-dictionaries",
    "third-part",
    "single",
    "too-many",
    "count?shipped=1",
    "known/lamp",
    "tags",
    "class",
    "response-class",
    "returned-error",
    "raised-response",
    "raised-redirect?old=1",
    "raised-json",
    "status-in-body",
    "mimetype",
    "keys",
    "made-of-status",
    "abort-text",
    "abort-dictionary",
    "abort-response",
    "moved",
    "helper",
    "named",
    "choice",
    "basket",
    "logged",
    "before",
    "after",
]


def seen(client: TestClient, path: str, method: str = "GET") -> tuple[object, ...]:
    """Status, a header, and the body; that of Werkzeug's pages is left out."""
    response = client.request(method, f"/{path}", follow_redirects=False)
    body = response.text.strip()
    page = body.lower().startswith("<!doctype")
    return response.status_code, response.headers.get("pages", ""), "" if page else body


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {page: seen(client, page) for page in PAGES}
    found["cancelled"] = seen(client, "orders/1", "DELETE")
    return found


def probe_errors(client: TestClient) -> dict[str, object]:
    pages = ("hours/monday", "hours/sunday", "reserve/kettle", "reserve/lamp", "reserve/sofa")
    return {page: seen(client, page) for page in pages}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "swapped": (500, "", ""),
            "content-type": (500, "", ""),
            "two-dictionaries": (200, "1", '{"orders":2}'),
            "third-part": (500, "", ""),
            "single": (500, "", ""),
            "too-many": (500, "", ""),
            "count?shipped=1": (500, "", ""),
            "known/lamp": (500, "", ""),
            "tags": (500, "", ""),
            "class": (500, "", ""),
            "response-class": (500, "", ""),
            "returned-error": (404, "", ""),
            "raised-response": (500, "", ""),
            "raised-redirect?old=1": (500, "", ""),
            "raised-json": (500, "", ""),
            "status-in-body": (200, "", '[{"error":"no such order"},404]'),
            "mimetype": (500, "", ""),
            "keys": (200, "", "orders"),
            "made-of-status": (500, "", ""),
            "abort-text": (500, "", ""),
            "abort-dictionary": (400, "", ""),
            "abort-response": (400, "", ""),
            "moved": (200, "", ""),
            "helper": (500, "", ""),
            "named": (500, "", ""),
            "choice": (500, "", ""),
            "basket": (500, "", ""),
            "logged": (500, "", ""),
            "before": (500, "", ""),
            "after": (500, "", ""),
            "cancelled": (500, "", ""),
        },
        good={
            "swapped": (404, "", "no such order"),
            "content-type": (200, "", "ordered,shipped"),
            "two-dictionaries": (200, "", '{"orders":2,"pages":1}'),
            "third-part": (200, "", '{"orders":2}'),
            "single": (200, "", "ordered"),
            "too-many": (200, "", "ordered"),
            "count?shipped=1": (200, "", "5"),
            "known/lamp": (200, "", '{"known":true}'),
            "tags": (200, "", '["home","kitchen"]'),
            "class": (404, "", '{"error":"nothing here"}'),
            "response-class": (200, "", ""),
            "returned-error": (404, "", '{"error":"nothing here"}'),
            "raised-response": (410, "", "gone"),
            "raised-redirect?old=1": (302, "", ""),
            "raised-json": (200, "", '{"state":"closed"}'),
            "status-in-body": (404, "", '{"error":"no such order"}'),
            "mimetype": (200, "", "{}"),
            "keys": (200, "", '{"orders": 2}'),
            "made-of-status": (404, "", ""),
            "abort-text": (404, "", '{"error":"nothing here"}'),
            "abort-dictionary": (400, "", '{"error":"bad order"}'),
            "abort-response": (400, "", '{"error":"bad order"}'),
            "moved": (301, "", ""),
            "helper": (404, "", "no such order"),
            "named": (404, "", "no such order"),
            "choice": (200, "", "few"),
            "basket": (200, "", '["items"]'),
            "logged": (403, "", "staff only"),
            "before": (404, "", '{"error":"nothing here"}'),
            "after": (200, "", "stamped"),
            "cancelled": (204, "", ""),
        },
        fixed={
            "swapped": (404, "", "no such order"),
            "content-type": (500, "", ""),
            "two-dictionaries": (200, "1", '{"orders":2}'),
            "third-part": (500, "", ""),
            "single": (500, "", ""),
            "too-many": (500, "", ""),
            "count?shipped=1": (500, "", ""),
            "known/lamp": (500, "", ""),
            "tags": (500, "", ""),
            "class": (404, "", '{"error":"nothing here"}'),
            "response-class": (500, "", ""),
            "returned-error": (404, "", '{"error":"nothing here"}'),
            "raised-response": (410, "", "gone"),
            "raised-redirect?old=1": (302, "", ""),
            "raised-json": (200, "", '{"state":"closed"}'),
            "status-in-body": (200, "", '[{"error":"no such order"},404]'),
            "mimetype": (200, "", "{}"),
            "keys": (200, "", "orders"),
            "made-of-status": (500, "", ""),
            "abort-text": (500, "", ""),
            "abort-dictionary": (400, "", ""),
            "abort-response": (400, "", ""),
            "moved": (200, "", ""),
            "helper": (500, "", ""),
            "named": (500, "", ""),
            "choice": (500, "", ""),
            "basket": (500, "", ""),
            "logged": (403, "", "staff only"),
            "before": (500, "", ""),
            "after": (500, "", ""),
            "cancelled": (500, "", ""),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "hours/monday": (200, "", "nine to five"),
            "hours/sunday": (500, "", ""),
            "reserve/kettle": (200, "", "reserved: 3 left"),
            "reserve/lamp": (200, "", "reserved: no lamp is left"),
            "reserve/sofa": (409, "", "we never had a sofa"),
        },
        good={
            "hours/monday": (200, "", "nine to five"),
            "hours/sunday": (409, "", "we are closed"),
            "reserve/kettle": (200, "", "reserved: 3 left"),
            "reserve/lamp": (409, "", "no lamp is left"),
            "reserve/sofa": (409, "", "we never had a sofa"),
        },
        fixed={
            "hours/monday": (200, "", "nine to five"),
            "hours/sunday": (409, "", "we are closed"),
            "reserve/kettle": (200, "", "reserved: 3 left"),
            "reserve/lamp": (409, "", "no lamp is left"),
            "reserve/sofa": (409, "", "we never had a sofa"),
        },
    ),
]
