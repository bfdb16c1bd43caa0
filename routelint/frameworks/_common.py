"""Words that matter in a program of any framework: what web programs call things, and the libraries
that they share. What only one framework knows is in its table."""

from __future__ import annotations

from routelint.frameworks import _forwarded, _pages
from routelint.frameworks._limiters import FORWARDED_PATTERN
from routelint.frameworks._signing import SIGNING_PATTERNS, SIGNING_WORDS
from routelint.frameworks._socketio import SOCKETIO_PATTERNS

WORDS = SIGNING_WORDS | {
    # How the pieces of a web program are called, whatever its framework calls their classes.
    *("app", "api", "request", "response", "resource", "route", "scope", "receive"),
    *("authenticate", "redirect", "limited", "limiter", "wsgi"),
    *("set_cookie", "set_header", "SECRET_KEY", "secret_key", "JWT_SECRET"),
}

PATTERNS = frozenset(
    {
        *SIGNING_PATTERNS,
        *_forwarded.PATTERNS,
        *_pages.PATTERNS,
        FORWARDED_PATTERN,
        *SOCKETIO_PATTERNS,
        # A function that makes an error may be one whose caller waits for it to be raised.
        r"\breturn[ \t]+[\w.]*(?:Error|Exception|Denied|NotFound|DoesNotExist|Exceeded)\(",
    }
)
