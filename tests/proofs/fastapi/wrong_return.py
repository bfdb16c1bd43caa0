"""RL108 under FastAPI: tuples and exceptions are sent as data, and errors in middleware are none."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.proofs.harness import Proof

PAGES = [
    "pair/2",
    "named-status",
    "standard-status",
    "headers",
    "swapped",
    "response-pair",
    "returned-error",
    "error-class",
    "raised-response",
    "swapped-error",
    "no-content",
    "no-content-of-none",
    "status-first",
    "dictionary",
    "helper",
    "awaited",
    "key",
    "index",
]


def seen(client: TestClient, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """Status and body; of a class or a response that is sent as data only the kind of the body."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    response = client.request(method, f"/{path}", headers=named)
    body = response.text
    if "__module__" in body or "raw_headers" in body:
        body = type(response.json()).__name__
    return response.status_code, body


def probe(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {page: seen(client, page) for page in PAGES}
    found["deleted"] = seen(client, "books/1", "DELETE")
    found["no member"] = seen(client, "pair/1", x_member="no")
    found["closed"] = seen(client, "pair/1", x_closed="yes")
    found["quota"] = seen(client, "pair/1", x_quota="0")
    found["negative quota"] = seen(client, "pair/1", x_quota="-1")
    return found


def probe_package(client: TestClient) -> dict[str, object]:
    found: dict[str, object] = {page: seen(client, page) for page in ("books/7", "archive")}
    found["no member"] = seen(client, "books/1", x_member="no")
    return found


def probe_errors(client: TestClient) -> dict[str, object]:
    return {
        "open": seen(client, "hours/monday"),
        "closed": seen(client, "hours/sunday"),
        "book": seen(client, "books/1"),
        "no book": seen(client, "books/7"),
        "no number": seen(client, "books/0"),
        "borrowed": seen(client, "loans/1", "POST"),
        "too long": seen(client, "loans/1?days=90", "POST"),
        "lent": seen(client, "loans/2", "POST"),
        "place": seen(client, "places/1"),
        "no place": seen(client, "places/2"),
        "reserved": seen(client, "reservations/1", "POST"),
        "not reserved": seen(client, "reservations/2", "POST"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "pair/2": (200, '[{"error":"no such book"},404]'),
            "named-status": (200, '[{"error":"no such book"},404]'),
            "standard-status": (200, '[{"error":"no such book"},404]'),
            "headers": (200, '["no such book",404,{"X-Shelf":"none"}]'),
            "swapped": (200, '[404,{"error":"no such book"}]'),
            "response-pair": (200, "list"),
            "returned-error": (200, '{"status_code":403,"detail":"members only","headers":null}'),
            "error-class": (200, "dict"),
            "raised-response": (500, "Internal Server Error"),
            "swapped-error": (500, "Internal Server Error"),
            "no-content": (204, '{"deleted":true}'),
            "no-content-of-none": (204, "null"),
            "status-first": (500, "Internal Server Error"),
            "dictionary": (500, "Internal Server Error"),
            "helper": (200, '[{"error":"no such book"},404]'),
            "awaited": (200, '[{"error":"no such author"},404]'),
            "key": (500, "Internal Server Error"),
            "index": (500, "Internal Server Error"),
            "deleted": (200, "[null,204]"),
            "no member": (500, "Internal Server Error"),
            "closed": (500, "Internal Server Error"),
            "quota": (500, "Internal Server Error"),
            "negative quota": (500, "Internal Server Error"),
        },
        good={
            "pair/2": (404, '{"detail":"no such book"}'),
            "named-status": (404, '{"error":"no such book"}'),
            "standard-status": (404, '{"error":"no such book"}'),
            "headers": (404, '"no such book"'),
            "swapped": (404, '{"error":"no such book"}'),
            "response-pair": (404, '{"error":"no such book"}'),
            "returned-error": (403, '{"detail":"members only"}'),
            "error-class": (404, '{"detail":"Not Found"}'),
            "raised-response": (503, '{"error":"closed"}'),
            "swapped-error": (403, '{"detail":"members only"}'),
            "no-content": (204, ""),
            "no-content-of-none": (204, ""),
            "status-first": (404, '{"error":"no such book"}'),
            "dictionary": (200, '{"books":1}'),
            "helper": (404, '{"error":"no such book"}'),
            "awaited": (404, '{"error":"no such author"}'),
            "key": (404, '{"error":"no such key"}'),
            "index": (404, '{"error":"no such page"}'),
            "deleted": (204, ""),
            "no member": (401, '{"detail":"members only"}'),
            "closed": (503, '{"error":"closed"}'),
            "quota": (429, '{"detail":"later"}'),
            "negative quota": (429, '{"detail":"much later"}'),
        },
        fixed={
            "pair/2": (200, '[{"error":"no such book"},404]'),
            "named-status": (200, '[{"error":"no such book"},404]'),
            "standard-status": (200, '[{"error":"no such book"},404]'),
            "headers": (200, '["no such book",404,{"X-Shelf":"none"}]'),
            "swapped": (200, '[404,{"error":"no such book"}]'),
            "response-pair": (200, "list"),
            "returned-error": (403, '{"detail":"members only"}'),
            "error-class": (200, "dict"),
            "raised-response": (503, '{"error":"closed"}'),
            "swapped-error": (500, "Internal Server Error"),
            "no-content": (204, '{"deleted":true}'),
            "no-content-of-none": (204, "null"),
            "status-first": (500, "Internal Server Error"),
            "dictionary": (500, "Internal Server Error"),
            "helper": (200, '[{"error":"no such book"},404]'),
            "awaited": (200, '[{"error":"no such author"},404]'),
            "key": (500, "Internal Server Error"),
            "index": (500, "Internal Server Error"),
            "deleted": (200, "[null,204]"),
            "no member": (500, "Internal Server Error"),
            "closed": (500, "Internal Server Error"),
            "quota": (500, "Internal Server Error"),
            "negative quota": (500, "Internal Server Error"),
        },
    ),
    Proof(
        probe=probe_package,
        fixture="bad_package",
        bad={
            "books/7": (200, '[{"error":"no such book"},404]'),
            "archive": (
                200,
                '{"status_code":403,"detail":"the archive is for members","headers":null}',
            ),
            "no member": (500, "Internal Server Error"),
        },
        good={
            "books/7": (404, '{"error":"no such book"}'),
            "archive": (403, '{"detail":"the archive is for members"}'),
            "no member": (403, '{"detail":"members only"}'),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors",
        bad={
            "open": (200, '{"open":"nine to five"}'),
            "closed": (200, "{}"),
            "book": (200, '{"title":"Middlemarch"}'),
            "no book": (
                200,
                '{"title":{"status_code":404,"detail":"no such book","headers":null}}',
            ),
            "no number": (400, '{"detail":"no number of a book"}'),
            "borrowed": (200, '{"lent":{"days":7}}'),
            "too long": (409, '{"error":"too long"}'),
            "lent": (200, '{"lent":{"title":"Emma"}}'),
            "place": (200, '{"place":"shelf 1"}'),
            "no place": (200, '{"place":{"title":"Emma"}}'),
            "reserved": (200, '{"reserved":1}'),
            "not reserved": (200, '{"reserved":2}'),
        },
        good={
            "open": (200, '{"open":"nine to five"}'),
            "closed": (409, '{"error":"we are closed"}'),
            "book": (200, '{"title":"Middlemarch"}'),
            "no book": (404, '{"detail":"no such book"}'),
            "no number": (400, '{"detail":"no number of a book"}'),
            "borrowed": (200, '{"lent":{"days":7}}'),
            "too long": (409, '{"error":"too long"}'),
            "lent": (409, '{"error":"Emma is lent"}'),
            "place": (200, '{"place":"shelf 1"}'),
            "no place": (409, '{"error":"Emma is lent"}'),
            "reserved": (200, '{"reserved":1}'),
            "not reserved": (409, '{"error":"Emma is lent"}'),
        },
        fixed={
            "open": (200, '{"open":"nine to five"}'),
            "closed": (409, '{"error":"we are closed"}'),
            "book": (200, '{"title":"Middlemarch"}'),
            "no book": (404, '{"detail":"no such book"}'),
            "no number": (400, '{"detail":"no number of a book"}'),
            "borrowed": (200, '{"lent":{"days":7}}'),
            "too long": (409, '{"error":"too long"}'),
            "lent": (409, '{"error":"Emma is lent"}'),
            "place": (200, '{"place":"shelf 1"}'),
            "no place": (409, '{"error":"Emma is lent"}'),
            "reserved": (200, '{"reserved":1}'),
            "not reserved": (409, '{"error":"Emma is lent"}'),
        },
    ),
]
