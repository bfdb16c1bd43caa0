"""RL108 under Django: what views give is no response, and clients get a 500."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof

PAGES = [
    "pair",
    "json-pair",
    "dictionary",
    "text?short=1",
    "returned-404",
    "returned-denial",
    "returned-class",
    "error-class",
    "raised-response",
    "raised-redirect",
    "status-second",
    "json-status-second",
    "status-as-body",
    "not-allowed",
    "redirect-status",
    "helper",
    "logged",
    "patients/7",
]


def seen(client: Client, path: str, method: str = "GET", **headers: str) -> tuple[object, ...]:
    """Status, methods that are allowed, and body; that of Django's own pages is left out.
    The name of the exception where the server gets it."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    try:
        response = client.generic(method, f"/{path}", headers=named)
    except (AttributeError, TypeError) as error:
        return (type(error).__name__,)
    body = response.content.decode().strip()
    page = body.lower().startswith("<!doctype")
    return response.status_code, response.headers.get("Allow", ""), "" if page else body


def probe(client: Client) -> dict[str, object]:
    found: dict[str, object] = {page: seen(client, page) for page in PAGES}
    found["posted"] = seen(client, "posted", "POST")
    found["deleted"] = seen(client, "patients/1", "DELETE")
    found["closed"] = seen(client, "text", x_closed="yes")
    found["records"] = seen(client, "text", x_records="yes")
    found["stamp"] = seen(client, "text", x_stamp="yes")
    return found


def probe_package(client: Client) -> dict[str, object]:
    return {page: seen(client, page) for page in ("patients/7", "wards", "beds")}


def probe_errors(client: Client) -> dict[str, object]:
    def answer(path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
        found = seen(client, path, method, **headers)
        return (500, "") if len(found) == 1 else (int(str(found[0])), str(found[2]))

    return {
        "booked": answer("book/1/1", "POST"),
        "no patient": answer("book/7/1", "POST"),
        "no doctor": answer("book/1/7", "POST"),
        "moved": answer("move/1/1", "POST"),
        "no patient to move": answer("move/7/1", "POST"),
        "cancelled": answer("cancel/1/1", "POST"),
        "no doctor to cancel": answer("cancel/1/7", "POST"),
        "ward": answer("wards/1", x_staff="yes"),
        "not for staff": answer("wards/1"),
        "patient": answer("patients/1"),
        "no such patient": answer("patients/7"),
        "open": answer("hours/monday"),
        "closed": answer("hours/sunday"),
        "file": answer("files/1"),
        "no file": answer("files/7"),
    }


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "pair": ("AttributeError",),
            "json-pair": ("AttributeError",),
            "dictionary": ("AttributeError",),
            "text?short=1": ("AttributeError",),
            "returned-404": ("AttributeError",),
            "returned-denial": ("AttributeError",),
            "returned-class": ("AttributeError",),
            "error-class": ("AttributeError",),
            "raised-response": (500, "", ""),
            "raised-redirect": (500, "", ""),
            "status-second": (200, "", "no such patient"),
            "json-status-second": (500, "", ""),
            "status-as-body": (200, "", "404"),
            "not-allowed": (405, "P, O, S, T", ""),
            "redirect-status": (302, "", ""),
            "helper": ("AttributeError",),
            "logged": ("AttributeError",),
            "patients/7": ("AttributeError",),
            "posted": ("AttributeError",),
            "deleted": ("AttributeError",),
            "closed": ("AttributeError",),
            "records": ("AttributeError",),
            "stamp": ("AttributeError",),
        },
        good={
            "pair": (404, "", "no such patient"),
            "json-pair": (404, "", '{"error": "no such patient"}'),
            "dictionary": (200, "", '{"patients": 1}'),
            "text?short=1": (200, "", "1 patients"),
            "returned-404": (404, "", ""),
            "returned-denial": (403, "", ""),
            "returned-class": (403, "", ""),
            "error-class": (404, "", ""),
            "raised-response": (403, "", "staff only"),
            "raised-redirect": (302, "", ""),
            "status-second": (404, "", "no such patient"),
            "json-status-second": (404, "", '{"error": "no such patient"}'),
            "status-as-body": (404, "", ""),
            "not-allowed": (405, "POST", ""),
            "redirect-status": (301, "", ""),
            "helper": (404, "", ""),
            "logged": (200, "", '["Ann"]'),
            "patients/7": (404, "", ""),
            "posted": (200, "", '{"stored": true}'),
            "deleted": (204, "", ""),
            "closed": (503, "", '{"error": "closed"}'),
            "records": (200, "", "no records here"),
            "stamp": (200, "", '{"stamped": true}'),
        },
        fixed={
            "pair": ("AttributeError",),
            "json-pair": ("AttributeError",),
            "dictionary": ("AttributeError",),
            "text?short=1": ("AttributeError",),
            "returned-404": (404, "", ""),
            "returned-denial": (403, "", ""),
            "returned-class": (403, "", ""),
            "error-class": (404, "", ""),
            "raised-response": (403, "", "staff only"),
            "raised-redirect": (302, "", ""),
            "status-second": (404, "", "no such patient"),
            "json-status-second": (404, "", '{"error": "no such patient"}'),
            "status-as-body": (200, "", "404"),
            "not-allowed": (405, "P, O, S, T", ""),
            "redirect-status": (302, "", ""),
            "helper": ("AttributeError",),
            "logged": ("AttributeError",),
            "patients/7": (404, "", ""),
            "posted": ("AttributeError",),
            "deleted": ("AttributeError",),
            "closed": ("AttributeError",),
            "records": ("AttributeError",),
            "stamp": ("AttributeError",),
        },
    ),
    Proof(
        probe=probe_package,
        fixture="bad_package",
        bad={
            "patients/7": ("AttributeError",),
            "wards": ("AttributeError",),
            "beds": (500, "", ""),
        },
        good={
            "patients/7": (404, "", ""),
            "wards": (503, "", '{"error": "the ward is closed"}'),
            "beds": (403, "", "beds are not for you"),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "booked": (200, '{"done": "Ann sees Dr. May", "errors": []}'),
            "no patient": (400, '{"done": null, "errors": ["no such patient"]}'),
            "no doctor": (500, ""),
            "moved": (200, '{"done": "moved", "errors": []}'),
            "no patient to move": (500, ""),
            "cancelled": (200, '{"done": "cancelled", "errors": []}'),
            "no doctor to cancel": (500, ""),
            "ward": (200, "room 101"),
            "not for staff": (200, "room staff only"),
            "patient": (200, "Ann is in"),
            "no such patient": (200, "no patient 7 is in"),
            "open": (200, "nine to five"),
            "closed": (500, ""),
            "file": (200, '{"file": "Ann"}'),
            "no file": (500, ""),
        },
        good={
            "booked": (200, '{"done": "Ann sees Dr. May", "errors": []}'),
            "no patient": (400, '{"done": null, "errors": ["no such patient"]}'),
            "no doctor": (400, '{"done": null, "errors": ["no such doctor"]}'),
            "moved": (200, '{"done": "moved", "errors": []}'),
            "no patient to move": (400, '{"done": null, "errors": ["no such patient"]}'),
            "cancelled": (200, '{"done": "cancelled", "errors": []}'),
            "no doctor to cancel": (400, '{"done": null, "errors": ["no such doctor"]}'),
            "ward": (200, "room 101"),
            "not for staff": (403, ""),
            "patient": (200, "Ann is in"),
            "no such patient": (404, ""),
            "open": (200, "nine to five"),
            "closed": (409, '{"error": "no doctor is in"}'),
            "file": (200, '{"file": "Ann"}'),
            "no file": (404, '{"error": "no file"}'),
        },
        fixed={
            "booked": (200, '{"done": "Ann sees Dr. May", "errors": []}'),
            "no patient": (400, '{"done": null, "errors": ["no such patient"]}'),
            "no doctor": (400, '{"done": null, "errors": ["no such doctor"]}'),
            "moved": (200, '{"done": "moved", "errors": []}'),
            "no patient to move": (400, '{"done": null, "errors": ["no such patient"]}'),
            "cancelled": (200, '{"done": "cancelled", "errors": []}'),
            "no doctor to cancel": (400, '{"done": null, "errors": ["no such doctor"]}'),
            "ward": (200, "room 101"),
            "not for staff": (403, ""),
            "patient": (200, "Ann is in"),
            "no such patient": (404, ""),
            "open": (200, "nine to five"),
            "closed": (409, '{"error": "no doctor is in"}'),
            "file": (200, '{"file": "Ann"}'),
            "no file": (404, '{"error": "no file"}'),
        },
    ),
]
