"""RL108 under Microdot: a 500, or a connection that breaks when the answer is written."""

from __future__ import annotations

from tests.proofs.harness import Proof
from tests.proofs.microdot.client import Answer, Client

PAGES = (
    "swapped",
    "content-type",
    "third-part",
    "single",
    "response-pair",
    "tags",
    "class",
    "response-class",
    "returned-error",
    "raised-response",
    "raised-redirect",
    "helper",
)


def seen(client: Client, path: str) -> tuple[int, str] | str:
    """Status and body, or the exception with which the connection breaks."""
    answer = client.raw(f"GET /{path} HTTP/1.0\r\nHost: testserver\r\n\r\n".encode())
    return (answer.status, answer.text) if isinstance(answer, Answer) else answer


def probe(client: Client) -> dict[str, object]:
    return {page: seen(client, page) for page in PAGES}


_ERROR = (500, "Internal server error")
_BAD = {
    **dict.fromkeys(PAGES, _ERROR),
    **dict.fromkeys(
        ("response-pair", "tags", "class", "response-class", "returned-error"), "TypeError"
    ),
}
_GOOD = {
    "swapped": (404, "no such order"),
    "content-type": (200, "ordered,shipped"),
    "third-part": (200, '{"orders": 2}'),
    "single": (200, "ordered"),
    "response-pair": (404, "no such order"),
    "tags": (200, '["home", "kitchen"]'),
    "class": (404, "404 error"),
    "response-class": (200, ""),
    "returned-error": (404, "no such order"),
    "raised-response": (410, "gone"),
    "raised-redirect": (302, ""),
    "helper": (404, "no such order"),
}
_MENDED = ("response-class", "returned-error", "raised-response", "raised-redirect")
PROOFS = [
    Proof(
        probe=probe,
        bad=_BAD,
        good=_GOOD,
        fixed={**_BAD, **{page: _GOOD[page] for page in _MENDED}},
    )
]
