"""Clients that ask too often, and those who say that they are somebody else each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

#: Three requests of which the second is one too many.
LIMITED, UNLIMITED = [200, 429, 429], [200, 200, 200]


def strangers() -> list[dict[str, str]]:
    """The headers of three requests of one client, as a proxy passes them on that appends the address
    from which it was asked."""
    return [{"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.7"} for n in (1, 2, 3)]


def thrice(ask: Callable[[dict[str, str]], int]) -> list[int]:
    """The statuses that `ask(headers)` gets, of one client that calls himself another each time."""
    return [ask(headers) for headers in strangers()]


def all_of(ask: Callable[[str, dict[str, str]], int], paths: Iterable[str]) -> dict[str, list[int]]:
    """`thrice`, for each of several paths."""
    return {path: thrice(lambda headers, path=path: ask(path, headers)) for path in paths}  # type: ignore[misc]
