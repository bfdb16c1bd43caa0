"""Which lines may call a coroutine function and drop what it gives, by their text alone.

Reading a whole project to find them would take too long: what is found here is read, and judged there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ASYNC = re.compile(rb"\basync[ \t]+def[ \t]+(\w+)")
_PLAIN = re.compile(rb"^[ \t]*def[ \t]+(\w+)", re.MULTILINE)
_LINE = re.compile(
    rb"^[ \t]+(?:(?:if|elif|while|assert)[ \t]+(?:not[ \t]+)?|\w+[ \t]*=[ \t]*)?"
    rb"((?:[\w.]+\.|super\(\)\.)?)(\w+)\(",
    re.MULTILINE,
)
_OWN = (b"self.", b"cls.", b"super().")
#: What objects of all kinds have; only one's own method of that name is a hint.
_COMMON = frozenset(
    b"add append clear close connect copy delete execute exists find get insert is_set items join "
    b"keys load open pop publish put read release remove reset run save send set start stop submit "
    b"update values wait write".split()
)


class CoroutineNames:
    """The names of a project's functions, gathered file by file."""

    def __init__(self) -> None:
        self._async: set[bytes] = set()
        self._plain: set[bytes] = set()

    def gather(self, raw: bytes) -> None:
        if b"async" in raw:
            self._async.update(_ASYNC.findall(raw))
        self._plain.update(_PLAIN.findall(raw))

    def lines(self, raw: bytes) -> Iterator[int]:
        """The lines (1-based) of a file that begin with the call of a coroutine function, where its
        value is dropped, tested or given a name."""
        if b"async" not in raw or not self._async:
            return
        line, position = 1, 0
        for match in _LINE.finditer(raw):
            owner, name = match[1], match[2]
            if name not in self._async:
                continue
            if owner not in _OWN and (name in _COMMON or name in self._plain):
                continue
            start = match.start(2)
            line += raw.count(b"\n", position, start)
            position = start
            yield line
