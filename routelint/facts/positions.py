"""Positions of LibCST nodes, recorded while the code of a tree is generated once.

The stock PositionProvider computes a line and a column for every token and keeps a range for every
node. Here a node only remembers how many tokens stood before and after it; the few positions that a
fact needs are worked out from that on demand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState

from routelint.findings import Span
from routelint.source.text import line_starts

_new_tuple = tuple.__new__


class _Recorder(CodegenState):
    """A code generator that notes token counts; also its own context manager for nested records.

    LibCST enters what `record_syntactic_position` returns at once and leaves it in reverse order,
    so a stack takes the place of one object for each node.
    """

    __slots__ = ("_open", "closed", "firsts", "ranges")

    def __init__(self, module: cst.Module) -> None:
        CodegenState.__init__(self, module.default_indent, module.default_newline)
        self.firsts: dict[int, int] = {}
        self.ranges: dict[int, tuple[int, int]] = {}
        self.closed: dict[int, int] = {}
        self._open: list[tuple[int, int, Any, Any]] = []

    def before_codegen(self, node: cst.CSTNode) -> None:
        self.firsts[id(node)] = len(self.tokens)

    def after_codegen(self, node: cst.CSTNode) -> None:
        if node.__class__ is cst.RightParen:
            self.closed[id(node)] = len(self.tokens)

    def pop_trailing_newline(self) -> None:
        # Tokens are only counted here, so the generated line end of a file without one may stay.
        pass

    def record_syntactic_position(  # type: ignore[override]
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> _Recorder:
        self._open.append((id(node), len(self.tokens), start_node, end_node))
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exc: object) -> None:
        key, first, start_node, end_node = self._open.pop()
        last = len(self.tokens)
        if start_node is not None:
            first = self.ranges[id(start_node)][0]
        if end_node is not None:
            # The end of a parenthesised import is its bracket.
            at = self.ranges.get(id(end_node))
            last = at[1] if at is not None else self.closed.get(id(end_node), last)
        self.ranges[key] = (first, last)


class Positions:
    """Where the nodes of one module stand, in lines of the original file.

    `line_map` gives the original line for each line of the module's text (see `source.mask`); None
    when the text is the original.
    """

    def __init__(
        self, module: cst.Module, text: str, line_map: Sequence[int] | None = None
    ) -> None:
        recorder = _Recorder(module)
        module._codegen(recorder)
        self._module = module  # keys are ids: the nodes must live as long as this object
        self._firsts = recorder.firsts
        self._ranges = recorder.ranges
        self._closed = recorder.closed
        self._offsets = list(accumulate(map(len, recorder.tokens), initial=0))
        self._starts = line_starts(text)
        self._text = text
        count = len(self._starts)
        self._lines: Sequence[int]
        if line_map is None:
            self._lines = range(1, count + 1)
        else:
            last = line_map[-1] if line_map else 0
            self._lines = [*line_map, *[last + 1] * (count - len(line_map))]

    def span(self, node: cst.CSTNode) -> Span:
        """The range of a node without surrounding whitespace and parentheses, 1-based."""
        first, last = self._ranges[id(node)]
        return self._span(self._offsets[first], self._offsets[last])

    def stripped(self, node: cst.CSTNode) -> Span:
        """The range of a node without the blanks at its end."""
        first, last = self._ranges[id(node)]
        start, end = self._offsets[first], self._offsets[last]
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return self._span(start, end)

    def between(self, first: cst.CSTNode, last: cst.CSTNode) -> Span:
        """From where one node starts to where another one ends."""
        start = self._offsets[self._ranges[id(first)][0]]
        return self._span(start, self._offsets[self._ranges[id(last)][1]])

    def header(self, node: cst.CSTNode, body: cst.CSTNode) -> Span:
        """From the start of a compound statement to its colon, which `body` follows."""
        start = self._offsets[self._ranges[id(node)][0]]
        return self._span(start, self._offsets[self._firsts[id(body)]])

    def from_token_before(self, inner: cst.CSTNode, outer: cst.CSTNode) -> Span:
        """From the token before `inner` (an opening bracket) to the end of `outer`."""
        start = self._offsets[self._firsts[id(inner)] - 1]
        return self._span(start, self._offsets[self._ranges[id(outer)][1]])

    def parenthesised(self, opening: cst.LeftParen, closing: cst.RightParen) -> Span:
        """From one parenthesis to the other, both included."""
        start = self._offsets[self._firsts[id(opening)]]
        return self._span(start, self._offsets[self._closed[id(closing)]])

    def start_to_first(self, node: cst.CSTNode, inner: cst.CSTNode) -> Span:
        """From the start of a node to where `inner`, with its whitespace, starts."""
        start = self._offsets[self._ranges[id(node)][0]]
        return self._span(start, self._offsets[self._firsts[id(inner)]])

    def line(self, node: cst.CSTNode) -> int:
        """The original line on which a node starts; 0 for a line that the mask put in."""
        offset = self._offsets[self._ranges[id(node)][0]]
        return self._lines[bisect_right(self._starts, offset) - 1]

    def source(self, first: cst.CSTNode, end: cst.CSTNode) -> str:
        """The text from where one node starts to where another one starts, whitespace included."""
        start = self._offsets[self._firsts[id(first)]]
        return self._text[start : self._offsets[self._firsts[id(end)]]]

    def _span(self, start: int, end: int) -> Span:
        starts = self._starts
        row = bisect_right(starts, start)
        line_start = starts[row - 1]
        line = self._lines[row - 1]
        if row == len(starts) or end < starts[row]:
            return _new_tuple(Span, (line, start - line_start + 1, line, end - line_start + 1))
        end_row = bisect_right(starts, end, row) - 1
        return _new_tuple(
            Span, (line, start - line_start + 1, self._lines[end_row], end - starts[end_row] + 1)
        )
