"""Paths of operations: Django's, with braces, joined by slashes.

https://django-ninja.dev/guides/input/path-params/
"""

from __future__ import annotations

import re

from routelint.frameworks.django.patterns import read_path
from routelint.model.pattern import Part, Pattern

_UUID = re.compile(r"\{uuid:", re.IGNORECASE)
# https://github.com/vitalik/django-ninja/blob/master/ninja/signature/utils.py: UUIDs stay texts.
_OWN = {"uuidstr": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"}


def read(text: str) -> Pattern | None:
    """A path or prefix as it is written, `/items/{int:number}`; None when a converter is not known."""
    written = re.sub("//+", "/", _UUID.sub("{uuidstr:", text))
    return read_path(written.replace("{", "<").replace("}", ">"), _OWN)


def join(prefix: Pattern, child: Pattern) -> Pattern:
    """One slash stands between the two, however many are written; none at the start."""
    head, tail = list(prefix.parts), list(child.parts)
    if prefix.regex is not None or child.regex is not None:
        return prefix.joined(child)
    if not head or not tail:
        return Pattern((*head, *_without_slash(tail)) if not head else prefix.parts)
    if _ends_with_slash(head):
        tail = _without_slash(tail)
    elif not (isinstance(tail[0], str) and tail[0].startswith("/")):
        tail.insert(0, "/")
    return prefix.joined(Pattern(tuple(tail)))


def _ends_with_slash(parts: list[Part]) -> bool:
    return isinstance(parts[-1], str) and parts[-1].endswith("/")


def _without_slash(parts: list[Part]) -> list[Part]:
    if not parts or not isinstance(parts[0], str):
        return parts
    first = parts[0].removeprefix("/")
    return [first, *parts[1:]] if first else parts[1:]
