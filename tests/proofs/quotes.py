"""What the shop of `fixtures/rules/fat-handler/*` answers, and what it tells without a request."""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
from collections.abc import Callable
from typing import Any

from tests.proofs.harness import Proof

PATHS = {
    "many": "/quote?book=1&copies=10&reader=Ann",
    "one": "/quote?book=1",
    "no number": "/quote?book=1&copies=none",
    "unknown": "/quote?book=7",
    "too many": "/quote?book=2&copies=3",
    "blocked": "/quote?book=1&reader=Bob",
}
TEXT = "10 x Emma: 9000; less 15 percent: 7650; in all: 7650"
ANSWERS: dict[str, object] = {
    "many": (200, TEXT),
    "one": (200, "1 x Emma: 900; shipping: 300; in all: 1200"),
    "no number": (400, "how many copies?"),
    "unknown": (404, "no such book"),
    "too many": (409, "only 1 left"),
    "blocked": (403, "ask at the desk"),
}
_FIXTURE = re.compile(r"fixture_\d+_(?:bad|good)")
Ask = Callable[[Any, str], tuple[int, str]]


def asked(client: Any, path: str) -> tuple[int, str]:
    """Status and text; that of JSON without its quotes."""
    ask = getattr(client, "get", None) or client.ask
    response = ask(path)
    status = getattr(response, "status_code", None) or response.status
    text = getattr(response, "text", None)
    if text is None:
        text = response.content.decode()
    return status, text.strip().strip('"')


def without_request() -> str:
    """A quote from the function that makes it, when the fixture has one that needs no request."""
    modules = [module for name, module in sys.modules.items() if _FIXTURE.fullmatch(name)]
    find_quote = getattr(modules[-1], "find_quote", None)
    if find_quote is None:
        return "nothing to ask"
    found = find_quote("1", "10", "Ann")
    return str(asyncio.run(found) if inspect.iscoroutine(found) else found)


def proofs(ask: Ask = asked) -> list[Proof]:
    """Clients get the same; only in the good form there is something else to ask."""

    def probe(client: Any) -> dict[str, object]:
        found: dict[str, object] = {label: ask(client, path) for label, path in PATHS.items()}
        found["without a request"] = without_request()
        return found

    return [
        Proof(
            probe=probe,
            bad={**ANSWERS, "without a request": "nothing to ask"},
            good={**ANSWERS, "without a request": TEXT},
        )
    ]
