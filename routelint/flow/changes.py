"""Changes to responses: cookies, headers and statuses that are set on an object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir

_METHODS = frozenset(
    {
        "set_cookie",
        "set_signed_cookie",
        "add_cookie",
        "delete_cookie",
        "del_cookie",
        "unset_cookie",
        "set_header",
        "add_header",
        "append_header",
    }
)
_OF_HEADERS = frozenset({"add", "append", "update", "set", "setdefault", "extend"})
_ATTRIBUTES = frozenset({"status_code", "status", "content_type", "mimetype", "media_type"})
_HEADERS = frozenset({"headers", "headerlist", "cookies"})


@dataclass(frozen=True, eq=False)
class Change:
    """`base` is the object that is changed, `node` the call, or the target of an assignment."""

    base: ir.Expr
    node: ir.Expr


def change_of(node: ir.Node) -> Change | None:
    """The change that a call makes, or an assignment to that target."""
    if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
        holder = node.func.value
        if node.func.attr in _METHODS:
            return Change(holder, node)
        if node.func.attr in _OF_HEADERS and isinstance(holder, ir.Attribute):
            if holder.attr in _HEADERS:
                return Change(holder.value, node)
    return None


def stored_in(target: ir.Expr) -> Change | None:
    """The change that an assignment to the target makes."""
    if isinstance(target, ir.Attribute) and target.attr in _ATTRIBUTES | {"headers"}:
        return Change(target.value, target)
    if isinstance(target, ir.Subscript):
        holder = target.value
        if isinstance(holder, ir.Attribute) and holder.attr in _HEADERS:
            return Change(holder.value, target)
        if isinstance(holder, ir.Name):
            return Change(holder, target)
    return None


_CHANGING = frozenset([ir.Call, ir.Assign, ir.AugAssign])


def changes_in(body: tuple[ir.Stmt, ...]) -> Iterator[Change]:
    """All changes in a body, nested functions left out, in source order."""
    for node in ir.walk_body(body, only=_CHANGING):
        targets: tuple[ir.Expr, ...] = ()
        if isinstance(node, ir.Assign):
            targets = node.targets
        elif isinstance(node, ir.AugAssign):
            targets = (node.target,)
        found = change_of(node)
        if found is not None:
            yield found
        for target in targets:
            stored = stored_in(target)
            if stored is not None:
                yield stored
