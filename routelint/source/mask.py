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
    lines = lines_of(text)
    children: dict[int, list[Slice]] = {}
    for part in outline:
        children.setdefault(part.parent, []).append(part)
    # A class that is not wanted itself stays as a frame when anything below it is.
    frames: set[int] = set()
    for index in wanted:
        parent = outline[index].parent
        while parent != -1 and parent not in frames:
            frames.add(parent)
            parent = outline[parent].parent

    kept: list[str] = []
    numbers: list[int] = []

    def keep(first: int, last: int) -> None:
        kept.extend(lines[first - 1 : last])
        numbers.extend(range(first, last + 1))

    def keep_class(part: Slice) -> None:
        own = part.index in wanted
        header_end = max(part.body_line - 1, part.start_line)
        keep(part.start_line, header_end)
        before = len(kept)
        at = header_end + 1
        for child in children.get(part.index, ()):
            if own and child.start_line > at:
                keep(at, child.start_line - 1)
            visit(child)
            at = child.end_line + 1
        if own and at <= part.end_line:
            keep(at, part.end_line)
        if part.body_line > part.start_line and not any(map(_is_code, kept[before:])):
            first = lines[part.body_line - 1]
            indent = first[: len(first) - len(first.lstrip())]
            kept.append(f"{indent}pass\n")
            numbers.append(0)

    def visit(part: Slice) -> None:
        if part.kind == "class":
            if part.index in wanted or part.index in frames:
                keep_class(part)
        elif part.index in wanted:
            keep(part.start_line, part.end_line)

    for part in children.get(-1, ()):
        visit(part)
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += "\n"
    return Reduced("".join(kept), tuple(numbers))


def _is_code(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith("#")
