"""What a framework's table says about how servers are started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Servers:
    """`starts` are canonical callees that serve until they are stopped, and `awaited` those by which a
    coroutine begins to serve, that something else runs. `words` let the code that calls them be read.
    `limits`: canonical callee -> the option that limits request bodies before the application is asked.
    """

    starts: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    limits: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, other: Servers) -> Servers:
        return Servers(
            self.starts | other.starts,
            self.awaited | other.awaited,
            self.words | other.words,
            {**self.limits, **other.limits},
        )
