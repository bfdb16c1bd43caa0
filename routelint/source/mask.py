"""Cutting a file down to the slices that are wanted, so that one parse lowers just these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from routelint.model.facts import Slice
from routelint.source.text import lines_of


@dataclass(frozen=True)
class Reduced:
    """Valid code made of some lines of a file.

    `line_map[n - 1]` is the original number of the reduced line `n` (both 1-based); 0 marks a line
    that was put in to keep a class body from being empty.
    """

    text: str
    line_map: tuple[int, ...]


def reduce(text: str, outline: Sequence[Slice], wanted: Collection[int]) -> Reduced:
    """Keep the lines of the wanted slices, and the headers of the classes around wanted methods."""
    kept = _Kept(lines_of(text), outline, wanted)
    for part in kept.children.get(-1, ()):
        kept.slice(part)
    lines = kept.lines
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    return Reduced("".join(lines), tuple(kept.numbers))


class _Kept:
    """`lines` were kept so far, `numbers` are their original numbers."""

    def __init__(
        self, all_lines: Sequence[str], outline: Sequence[Slice], wanted: Collection[int]
    ) -> None:
        self.all_lines = all_lines
        self.wanted = wanted
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.children: dict[int, list[Slice]] = {}
        for part in outline:
            self.children.setdefault(part.parent, []).append(part)
        # A class that is not wanted itself stays as a frame when anything below it is.
        self.frames: set[int] = set()
        for index in wanted:
            parent = outline[index].parent
            while parent != -1 and parent not in self.frames:
                self.frames.add(parent)
                parent = outline[parent].parent

    def slice(self, part: Slice) -> None:
        if part.kind == "class":
            if part.index in self.wanted or part.index in self.frames:
                self.class_slice(part)
        elif part.index in self.wanted:
            self.keep(part.start_line, part.end_line)

    def class_slice(self, part: Slice) -> None:
        own = part.index in self.wanted
        header_end = max(part.body_line - 1, part.start_line)
        self.keep(part.start_line, header_end)
        before = len(self.lines)
        at = header_end + 1
        for child in self.children.get(part.index, ()):
            if own and child.start_line > at:
                self.keep(at, child.start_line - 1)
            self.slice(child)
            at = child.end_line + 1
        if own and at <= part.end_line:
            self.keep(at, part.end_line)
        if part.body_line > part.start_line and not any(map(_is_code, self.lines[before:])):
            first = self.all_lines[part.body_line - 1]
            indent = first[: len(first) - len(first.lstrip())]
            self.lines.append(f"{indent}pass\n")
            self.numbers.append(0)

    def keep(self, first: int, last: int) -> None:
        self.lines.extend(self.all_lines[first - 1 : last])
        self.numbers.extend(range(first, last + 1))


def _is_code(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith("#")
