"""What a framework's table says about how servers are started."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Servers:
    """`starts` are canonical callees that serve until they are stopped, and `awaited` those by which a
    coroutine begins to serve, that something else runs. `words` let the code that calls them be read."""

    starts: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def __or__(self, other: Servers) -> Servers:
        return Servers(
            self.starts | other.starts, self.awaited | other.awaited, self.words | other.words
        )
