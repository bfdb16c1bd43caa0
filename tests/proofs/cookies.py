"""What a `Set-Cookie` header tells browsers."""

from __future__ import annotations

from collections.abc import Iterable


def flags(headers: Iterable[str]) -> dict[str, str]:
    """The name of each cookie -> the flags that it has, sorted: `"httponly samesite=lax"`."""
    found: dict[str, str] = {}
    for header in headers:
        first, *rest = header.split(";")
        parts = sorted(part.strip().lower() for part in rest)
        wanted = [p for p in parts if p.partition("=")[0] in ("secure", "httponly", "samesite")]
        found[first.partition("=")[0].strip()] = " ".join(wanted)
    return found


ALL = "httponly samesite=lax secure"
