"""Patterns of URL dispatch: `/users/{id}`, `/users/{id:\\d+}`, `/files/*path`, `/old/:name`.

https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/urldispatch.html#route-pattern-syntax
"""

from __future__ import annotations

import re

from routelint.model.pattern import Param, Part, Pattern

#: Expressions of which it is known what they match.
_PLAIN: dict[str, tuple[str, ...]] = {
    ".*": ("", "word", "42", "a/b"),
    ".+": ("word", "42", "a/b"),
    r"\d+": ("42",),
    "[0-9]+": ("42",),
    r"\w+": ("word", "42"),
    "[a-z]+": ("word",),
    "[^/]+": ("word", "42"),
    r"[\w-]+": ("word", "42"),
}
_BRACES = re.compile(r"{((?:[^{}]|{[^{}]*})*)}")
_OLD = re.compile(r"(?<!{):([A-Za-z_]\w*)")
_STAR = re.compile(r"\*(\w*)$")


def read_pattern(text: str) -> Pattern | None:
    """A pattern with its slash in front; None for the URL of another host, which is only generated."""
    if "://" in text or text.startswith("//"):
        return None
    text = text if text.startswith("/") else f"/{text}"
    if "{" not in text and _OLD.search(text):
        text = _OLD.sub(r"{\1}", text)
    star = _STAR.search(text)
    parts: list[Part] = []
    position, end = 0, star.start() if star else len(text)
    for match in _BRACES.finditer(text, 0, end):
        if match.start() > position:
            parts.append(text[position : match.start()])
        name, _, expression = match[1].partition(":")
        regex = expression or "[^/]+"
        samples = _PLAIN.get(regex, ())
        if not expression:
            samples = ("word", "42")
        parts.append(Param(name, "regex" if expression else "", regex, samples, _spans(regex)))
        position = match.end()
    if position < end:
        parts.append(text[position:end])
    if star:
        parts.append(Param(star[1], "*", ".*", _PLAIN[".*"], True))
    return Pattern(tuple(parts))


def _spans(regex: str) -> bool:
    return regex in (".*", ".+")
