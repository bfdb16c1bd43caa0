"""The state of a lowering of LibCST trees."""

from __future__ import annotations

import libcst as cst

from routelint.facts.positions import Positions
from routelint.facts.scopes import Scopes


class Context(Scopes):
    """The state of one lowering. `scopes` are the names of the definitions around a node."""

    def __init__(self, positions: Positions, scopes: tuple[str, ...] = ()) -> None:
        super().__init__(scopes)
        self.positions = positions
        self.span = positions.span


def dotted_name(node: cst.BaseExpression | None) -> str:
    """`a.b.c` of a chain of names; empty for None."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))
