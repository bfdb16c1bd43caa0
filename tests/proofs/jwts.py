"""Tokens that an application should refuse, and what it says to them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import jwt

KEY = os.environ["SECRET_KEY"]
_OTHER = "some-other-key-that-nobody-has-been-given"

#: What `refusals` observes of the fixtures that most frameworks have, and once they are fixed.
BELIEVED = {"signature": "admin", "expiry": "admin", "any": "admin", "tenant": "admin"}
REFUSED = dict.fromkeys(BELIEVED, "refused")
FIXED = {**BELIEVED, "expiry": "refused"}

Ask = Callable[[str, dict[str, str]], "tuple[int, str]"]


def forged() -> str:
    """Nobody who has the key has signed it."""
    return jwt.encode({"sub": "admin"}, _OTHER, "HS256")


def unsigned() -> str:
    return jwt.encode({"sub": "admin"}, None, "none")


def expired() -> str:
    return jwt.encode({"sub": "admin", "exp": 1_000_000_000}, KEY, "HS256")


def for_another() -> str:
    return jwt.encode({"sub": "admin", "aud": "another"}, KEY, "HS256")


def of_another_algorithm() -> str:
    return jwt.encode({"sub": "admin"}, KEY, "HS384")


def good() -> str:
    return jwt.encode({"sub": "admin"}, KEY, "HS256")


def answer(ask: Ask, path: str, token: str) -> str:
    """The user that the application takes the sender of a token for; "refused" for no user."""
    status, text = ask(path, {"Authorization": f"Bearer {token}"})
    if status != 200:
        return "refused"
    data = json.loads(text) if text.startswith("{") else {"user": text}
    return str(data.get("user", data.get("sub")))


def refusals(ask: Ask) -> dict[str, object]:
    """What is said to tokens at the routes that most frameworks' fixtures have. A good token is
    welcome everywhere: raises AssertionError when it is not."""
    for path in ("/signature", "/any", "/tenant"):
        assert answer(ask, path, good()) == "admin", path
    return {
        "signature": answer(ask, "/signature", forged()),
        "expiry": answer(ask, "/expiry", expired()),
        "any": answer(ask, "/any", of_another_algorithm()),
        "tenant": answer(ask, "/tenant", forged()),
    }
