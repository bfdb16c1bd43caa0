"""A text as numbered lines: offsets, newlines and tokens of a part."""

from __future__ import annotations

import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from routelint.findings import Span
from routelint.source.text import line_starts

_LINE_END = re.compile(r"\r\n|\r|\n")


class CannotFix(Exception):
    """This fix can't be made here; the message says why. The finding stays without a fix."""


class Token(NamedTuple):
    """A token of a part of a file; `start` and `end` are offsets in the file's text."""

    type: int
    string: str
    start: int
    end: int


class Lines:
    """The lines of `text`; numbers and columns are 1-based."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = line_starts(text)

    def __len__(self) -> int:
        return len(self._starts)

    def offset(self, line: int, column: int) -> int:
        """The offset of a position; raises CannotFix when the text has no such position."""
        if not 1 <= line <= len(self._starts):
            raise CannotFix(f"there is no line {line}")
        offset = self._starts[line - 1] + column - 1
        if column < 1 or offset > self._starts[line - 1] + len(self.content(line)):
            raise CannotFix(f"line {line} has no column {column}")
        return offset

    def position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        return Span(*self.position(start), *self.position(end))

    def start(self, line: int) -> int:
        """The offset at which a line starts; the end of the text for a line past the last one."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def content(self, line: int) -> str:
        """A line without its line end."""
        whole = self.text[self.start(line) : self.start(line + 1)]
        return whole.rstrip("\r\n")

    def newline(self, line: int) -> str:
        """The line end in use at a line; for a last line without one, that of the line above."""
        for number in range(min(line, len(self)), 0, -1):
            found = _LINE_END.search(self.text, self.start(number), self.start(number + 1))
            if found:
                return found.group()
        return "\n"

    def indent(self, line: int) -> str:
        content = self.content(line)
        return content[: len(content) - len(content.lstrip(" \t\f"))]

    def is_blank(self, line: int) -> bool:
        return not self.content(line).strip()

    def is_comment(self, line: int) -> bool:
        return self.content(line).lstrip().startswith("#")

    def tokens(self, start: int, end: int) -> Iterator[Token]:
        """The tokens of a part of the text, line ends within parentheses left out.

        Raises CannotFix when the part is not a sequence of tokens on its own.
        """
        part = self.text[start:end]
        starts = line_starts(part)
        pieces = [part[a:b] for a, b in zip(starts, [*starts[1:], len(part)], strict=True)]
        # tokenize knows \n only; a line's end never moves the columns before it.
        lines = iter([p.rstrip("\r\n") + ("\n" if p[-1:] in "\r\n" and p else "") for p in pieces])
        try:
            for token in tokenize.generate_tokens(lambda: next(lines, "")):
                if token.type in _LAYOUT or not token.string:
                    continue
                yield Token(
                    token.type,
                    token.string,
                    start + starts[token.start[0] - 1] + token.start[1],
                    start + starts[token.end[0] - 1] + token.end[1],
                )
        except (tokenize.TokenError, SyntaxError) as error:
            raise CannotFix("the code can't be split into tokens") from error


_LAYOUT = frozenset(
    (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
)
