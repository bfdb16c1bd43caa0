"""Expressions for origins that match more than they name."""

from __future__ import annotations

import re


def leaks(pattern: str, matching: str) -> str:
    """Why an expression for origins matches more than it names; empty when it does not."""
    closed = re.search(r"(?:\$|\\Z|\\z)\)?$", pattern) is not None
    if matching != "fullmatch" and not closed:
        return "its end is open: anything may follow what it names"
    if matching == "search" and not pattern.startswith(("^", r"\A")):
        return "its start is open: anything may stand before what it names"
    outside = re.sub(r"\[[^\]]*\]", "C", pattern)
    if re.search(r"\.[*+]\??\(?(?:\?:)?[A-Za-z0-9]", outside):
        return "`.*` before a name also matches names that only end like it"
    if re.search(r"[A-Za-z0-9.-]\)?\.[*+]\)?\$?$", outside):
        return "`.*` behind a name also matches what only begins like it"
    if re.search(r"(?<!\\)\.(?![*+?{])", outside):
        return "a dot that is not escaped matches any character"
    return ""
