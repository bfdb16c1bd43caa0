"""RL108 under Flask: answers that are none, or others than meant."""

from __future__ import annotations

from flask.testing import FlaskClient

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


def seen(client: FlaskClient, path: str, method: str = "GET") -> tuple[object, ...]:
    """Status, what follows it in the status line where that is odd, a header, and the body; that of
    Werkzeug's pages is left out. The name of the exception where Flask raises it at the server."""
    try:
        response = client.open(f"/{path}", method=method)
    except Exception as error:
        return (type(error).__name__,)
    body = response.get_data(as_text=True).strip()
    page = body.lower().startswith("<!doctype")
    line = response.status if response.status_code == 0 else response.status_code
    return line, response.headers.get("pages", ""), "" if page else body


def probe(client: FlaskClient) -> dict[str, object]:
    found: dict[str, object] = {page: seen(client, page) for page in PAGES}
    found["cancelled"] = seen(client, "orders/1", "DELETE")
    return found


def probe_package(client: FlaskClient) -> dict[str, object]:
    return {page: seen(client, page) for page in ("orders/7", "basket?night=1", "stock")}


def probe_errors(client: FlaskClient) -> dict[str, object]:
    """Without what Flask sends of a failure."""

    def answer(path: str, method: str = "GET") -> tuple[int, str]:
        status, _, body = (*seen(client, path, method), "", "")[:3]
        return (500, "") if status == "TypeError" else (int(str(status)), str(body))

    return {
        "open": answer("hours/monday"),
        "closed": answer("hours/sunday"),
        "reserved": answer("reserve/kettle"),
        "none left": answer("reserve/lamp"),
        "never had": answer("reserve/sofa"),
        "shelf": answer("shelf/kettle"),
        "no shelf": answer("shelf/vase"),
        "price": answer("price/kettle"),
        "no price": answer("price/lamp"),
        "ordered": answer("orders?amount=2", "POST"),
        "too few": answer("orders?amount=0", "POST"),
        "too many": answer("orders?amount=11", "POST"),
        "returned": answer("actions/return/lamp", "POST"),
        "not returned": answer("actions/return/vase", "POST"),
    }


def probe_answers(client: FlaskClient) -> dict[str, object]:
    return {"there": seen(client, "stock/kettle"), "never there": seen(client, "stock/sofa")}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "swapped": (500, "", ""),
            "content-type": ("0 text/csv", "", "ordered,shipped"),
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
            "after": ("TypeError",),
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
            "content-type": ("0 text/csv", "", "ordered,shipped"),
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
            "after": ("TypeError",),
            "cancelled": (500, "", ""),
        },
    ),
    Proof(
        probe=probe_package,
        fixture="bad_package",
        bad={"orders/7": (500, "", ""), "basket?night=1": (500, "", ""), "stock": (500, "", "")},
        good={
            "orders/7": (404, "", "no such order"),
            "basket?night=1": (503, "", "the shop is closed"),
            "stock": (403, "", "stock is not for you"),
        },
    ),
    Proof(
        probe=probe_errors,
        fixture="bad_errors.py",
        bad={
            "open": (200, "nine to five"),
            "closed": (500, ""),
            "reserved": (200, '{"left":3}'),
            "none left": (500, ""),
            "never had": (409, "we never had a sofa"),
            "shelf": (200, "it is here: shelf 6"),
            "no shelf": (200, "it is here: there is no vase"),
            "price": (200, '{"price":30}'),
            "no price": (500, ""),
            "ordered": (201, "2 ordered"),
            "too few": (400, "too few"),
            "too many": (201, "11 ordered"),
            "returned": (200, '{"done":"returned"}'),
            "not returned": (500, ""),
        },
        good={
            "open": (200, "nine to five"),
            "closed": (409, "we are closed"),
            "reserved": (200, '{"left":3}'),
            "none left": (409, "no lamp is left"),
            "never had": (409, "we never had a sofa"),
            "shelf": (200, "it is here: shelf 6"),
            "no shelf": (404, "there is no vase"),
            "price": (200, '{"price":30}'),
            "no price": (404, "ask us"),
            "ordered": (201, "2 ordered"),
            "too few": (400, "too few"),
            "too many": (400, "too many"),
            "returned": (200, '{"done":"returned"}'),
            "not returned": (404, '{"error":"vase"}'),
        },
        fixed={
            "open": (200, "nine to five"),
            "closed": (409, "we are closed"),
            "reserved": (200, '{"left":3}'),
            "none left": (409, "no lamp is left"),
            "never had": (409, "we never had a sofa"),
            "shelf": (200, "it is here: shelf 6"),
            "no shelf": (404, "there is no vase"),
            "price": (200, '{"price":30}'),
            "no price": (404, "ask us"),
            "ordered": (201, "2 ordered"),
            "too few": (400, "too few"),
            "too many": (400, "too many"),
            "returned": (200, '{"done":"returned"}'),
            "not returned": (404, '{"error":"vase"}'),
        },
    ),
    Proof(
        probe=probe_answers,
        fixture="",
        corrected="good_answers.py",
        good={
            "there": (200, "", "3 left"),
            "never there": (409, "", "we never had a sofa"),
        },
    ),
]
