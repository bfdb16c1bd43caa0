"""Where the nodes of Python's own trees stand, in code points of the original file.

`ast` counts columns in UTF-8 bytes, and leaves out brackets, keywords and colons; what a fact needs
of those is found in the text between two nodes, where only blanks, comments and brackets stand.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from routelint.findings import Span
from routelint.source.text import line_starts

#: Anything with a place: expressions, statements, clauses, parameters. `ast` has no class for them.
Node = Any

_BLANK = re.compile(r"(?:[ \t\f\r\n\\]+|#[^\r\n]*)*")
_NAME = re.compile(r"\w+")
_DEFINED = re.compile(r"(?:async[ \t\f\r\n\\]+)?(?:def|class)[ \t\f\r\n\\]+")
_new_tuple = tuple.__new__


class Places:
    """`line_map` gives the original line for each line of the text (see `source.mask`); None when the
    text is the original."""

    def __init__(self, text: str, line_map: Sequence[int] | None = None) -> None:
        self.text = text
        self._starts = line_starts(text)
        self._plain = text.isascii()
        self._bytes: dict[int, bytes] = {}
        count = len(self._starts)
        self._lines: Sequence[int]
        if line_map is None:
            self._lines = range(1, count + 1)
        else:
            last = line_map[-1] if line_map else 0
            self._lines = [*line_map, *[last + 1] * (count - len(line_map))]

    # --- offsets in the text ----------------------------------------------------------------------
    def start(self, node: Node) -> int:
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: Node) -> int:
        return self.offset(node.end_lineno, node.end_col_offset)

    def offset(self, row: int, column: int) -> int:
        """The offset of a column in bytes (0-based) in a row (1-based)."""
        return self._starts[row - 1] + (column if self._plain else self._column(row, column))

    def _column(self, row: int, column: int) -> int:
        line = self._bytes.get(row)
        if line is None:
            start = self._starts[row - 1]
            end = self._starts[row] if row < len(self._starts) else len(self.text)
            line = self._bytes[row] = self.text[start:end].encode("utf-8", "surrogatepass")
        part = line[:column]
        return column if part.isascii() else len(part.decode("utf-8", "surrogatepass"))

    def row_and_byte(self, offset: int) -> tuple[int, int]:
        """What `offset` was given for an offset."""
        row = bisect_right(self._starts, offset)
        start = self._starts[row - 1]
        if self._plain:
            return row, offset - start
        return row, len(self.text[start:offset].encode("utf-8", "surrogatepass"))

    # --- spans ------------------------------------------------------------------------------------
    def span(self, node: Node) -> Span:
        """The range of a node, without the parentheses around an expression."""
        row, end_row = node.lineno, node.end_lineno
        column, end_column = node.col_offset, node.end_col_offset
        if not self._plain:
            column, end_column = self._column(row, column), self._column(end_row, end_column)
        lines = self._lines
        return _new_tuple(Span, (lines[row - 1], column + 1, lines[end_row - 1], end_column + 1))

    def between(self, start: int, end: int) -> Span:
        """The span from one offset to another."""
        starts = self._starts
        row = bisect_right(starts, start)
        end_row = bisect_right(starts, end)
        return _new_tuple(
            Span,
            (
                self._lines[row - 1],
                start - starts[row - 1] + 1,
                self._lines[end_row - 1],
                end - starts[end_row - 1] + 1,
            ),
        )

    def line(self, node: ast.stmt) -> int:
        """The original line on which a statement starts, its decorators aside; 0 for a line that the
        mask put in."""
        return self._lines[node.lineno - 1]

    # --- what stands between nodes ----------------------------------------------------------------
    def skip(self, offset: int) -> int:
        """Behind blanks, line ends and comments."""
        found = _BLANK.match(self.text, offset)
        assert found is not None
        return found.end()

    def find(self, char: str, offset: int) -> int:
        """Where a character stands next, comments left out; only where no string can stand."""
        text = self.text
        while True:
            at = text.index(char, offset)
            comment = text.find("#", offset, at)
            if comment < 0:
                return at
            offset = self._line_end(comment)

    def _line_end(self, offset: int) -> int:
        ends = [e for e in (self.text.find("\n", offset), self.text.find("\r", offset)) if e >= 0]
        return min(ends, default=len(self.text))

    def back_to(self, char: str, offset: int) -> int:
        """Where a character stands before an offset, blanks, line ends and opening parentheses
        between them."""
        return self.text.rindex(char, 0, offset)

    def stripped(self, offset: int) -> int:
        """Before the blanks in front of an offset."""
        while self.text[offset - 1].isspace():
            offset -= 1
        return offset

    def opened(self, first: int, end: int) -> int:
        """How many parentheses are opened from `first`, where a token stands, up to `end`."""
        count = 0
        while first < end and self.text[first] == "(":
            count += 1
            first = self.skip(first + 1)
        return count

    def closed(self, offset: int, count: int) -> int:
        """Behind the next `count` closing parentheses."""
        for _ in range(count):
            offset = self.skip(offset) + 1
        return offset

    def defined_name(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    ) -> tuple[Span, int]:
        """The span of the name in a definition, and the offset behind it."""
        keyword = _DEFINED.match(self.text, self.start(node))
        assert keyword is not None
        name = _NAME.match(self.text, keyword.end())
        assert name is not None
        return self.between(*name.span()), name.end()

    def last_name(self, node: ast.Attribute) -> Span:
        end = self.end(node)
        start = end - len(node.attr)
        if self._plain or self.text[start:end] == node.attr:
            return self.between(start, end)
        # Names are normalised: https://docs.python.org/3/reference/lexical_analysis.html#identifiers
        start = end
        while self.text[start - 1] == "_" or self.text[start - 1].isalnum():
            start -= 1
        return self.between(start, end)
