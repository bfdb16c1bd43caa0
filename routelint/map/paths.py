"""Paths as the map writes them, where a part of them is made when the program runs."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.app import Container, EffectiveRoute, Mount, Ref
from routelint.model.project import Project
from routelint.model.scopes import Scope

#: What stands for a part that is not known.
UNKNOWN = "{?}"


def shown_path(project: Project, served: EffectiveRoute, mount: Mount | None = None) -> str | None:
    """The path of a route below the prefixes of its routers, with `{?}` for each part that is not
    known; None when nothing of it is."""
    own = mount.prefix if mount is not None else served.route.path
    if served.pattern is not None:
        return served.pattern.text
    last = _piece(project, served.route.container, own)
    if mount is None and served.route.pattern is not None:
        last = served.route.pattern.text
    text = "".join([*_prefixes(project, served), last])
    while UNKNOWN * 2 in text:
        text = text.replace(UNKNOWN * 2, UNKNOWN)
    return text if text.replace(UNKNOWN, "").strip("/") else None


def _prefixes(project: Project, served: EffectiveRoute) -> list[str]:
    """The prefixes of the app and of all routers on the way to a route."""
    found = [_own(project, served.app)]
    for include in served.trail:
        if include.prefix is not None:
            found.append(_piece(project, include.container, include.prefix))
        child = include.child
        replaced = (
            include.prefix is not None and include.container.framework.include_prefix_replaces
        )
        if child is not None and not replaced:
            found.append(_own(project, child))
    return found


def _own(project: Project, container: Container) -> str:
    return "" if container.prefix is None else _piece(project, container, container.prefix)


def _piece(project: Project, container: Container, ref: Ref | None) -> str:
    if ref is None:
        return UNKNOWN
    pattern = project.ref_pattern(container.framework, ref)
    return _written(project, ref.expr, ref.scope) if pattern is None else pattern.text


def _written(project: Project, expr: ir.Expr, scope: Scope) -> str:
    """The known parts of a text that is put together."""
    known = project.resolver.constant(expr, scope)
    if isinstance(known, (str, int)):
        return str(known)
    if isinstance(expr, ir.FormattedString):
        return "".join(_written(project, part, scope) for part in expr.parts)
    if isinstance(expr, ir.BinaryOp) and expr.op == "+":
        return _written(project, expr.left, scope) + _written(project, expr.right, scope)
    return UNKNOWN
