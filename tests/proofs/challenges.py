"""How an answer that refuses is told: its status, and how it says that one can sign in."""

from __future__ import annotations

from collections.abc import Mapping


def told(status: int, headers: Mapping[str, str]) -> str:
    """`401 Bearer`, or `401` alone without a challenge."""
    challenge = {name.lower(): value for name, value in headers.items()}.get("www-authenticate", "")
    return f"{status} {challenge.partition(' ')[0].capitalize()}".strip()
