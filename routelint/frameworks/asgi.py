"""ASGI itself: applications and middleware that call `receive` and `send`."""

from __future__ import annotations

from routelint.model.vocabulary import Framework

FRAMEWORK = Framework(
    slug="asgi",
    title="ASGI",
    packages=(),
    pitfalls=frozenset({"RL101"}),
)
