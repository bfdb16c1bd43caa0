"""Paths of `path()` and expressions of `re_path()`, read into patterns.

https://docs.djangoproject.com/en/5.2/ref/urls/
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from routelint.model.pattern import Param, Part, Pattern

_UUID = "0b0a3d2e-4d0f-4c5e-9d5f-2f1a8d3c7b11"
# https://docs.djangoproject.com/en/5.2/topics/http/urls/#path-converters
_CONVERTERS: Mapping[str, tuple[str, tuple[str, ...], bool]] = {
    "str": ("[^/]+", ("word", "7", "Wo.rd-7", _UUID), False),
    "int": ("[0-9]+", ("7", "2024"), False),
    "slug": ("[-a-zA-Z0-9_]+", ("word", "7", "a-b_C", _UUID), False),
    "uuid": ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", (_UUID,), False),
    "path": (".+", ("word", "7", "a/b.c"), True),
}
_CANDIDATES = ("word", "7", "Word", "a-b", "2024", "wo.rd", _UUID)
_PLACEHOLDER = re.compile(r"<(?:(?P<converter>[^<>:\s]+):)?(?P<name>[^<>\s]+)>")


def read_path(text: str, converters: Mapping[str, str] | None = None) -> Pattern | None:
    """A `path()` text; None when a converter is not known. `converters` maps the names of
    registered converters to their expressions."""
    parts: list[Part] = []
    end = 0
    for found in _PLACEHOLDER.finditer(text):
        if found.start() > end:
            parts.append(text[end : found.start()])
        end = found.end()
        kind = found["converter"] or "str"
        own = (converters or {}).get(kind)
        if own is not None:
            try:
                samples = tuple(c for c in _CANDIDATES if re.fullmatch(own, c))
            except re.error:
                return None
            parts.append(Param(found["name"], kind, own, samples, ".*" in own or ".+" in own))
        elif kind in _CONVERTERS:
            regex, samples, spans = _CONVERTERS[kind]
            parts.append(Param(found["name"], kind, regex, samples, spans))
        else:
            return None
    if end < len(text):
        parts.append(text[end:])
    return Pattern(tuple(parts))


def read_expression(text: str) -> Pattern:
    """A `re_path()` expression. An endpoint without `$` matches everything that begins with it;
    one that ends in `$` has to match the whole rest of the path."""
    return Pattern((), text, prefix_only=not text.endswith(("$", r"\Z")))


def read_prefix(text: str) -> Pattern | None:
    """What an include stands below: a `path()` text, or an expression, which has no place there."""
    if text.startswith("^") or "(?P<" in text:
        return Pattern((), text)
    return read_path(text)
