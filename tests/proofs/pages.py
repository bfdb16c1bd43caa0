"""Whether an answer has a header by which browsers protect pages."""

from __future__ import annotations

from collections.abc import Mapping

_HEADERS = {"content-security-policy", "x-content-type-options", "x-frame-options"}


def shown(headers: Mapping[str, str]) -> tuple[str, bool]:
    """The kind of the content, and whether anything protects it."""
    named = {name.lower(): value for name, value in headers.items()}
    kind = named.get("content-type", "").partition(";")[0]
    return kind, not _HEADERS.isdisjoint(named)


OPEN = ("text/html", False)
PROTECTED = ("text/html", True)
