"""Claims of tokens whose expiry is looked at by a call of its own, or never."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function
from routelint.policies.sites import calls_of
from routelint.policies.tokens import Reading

_DEPTH = 3
#: Attributes of what is read that are the claims, or all that there is.
_CLAIMS = frozenset({"claims", "payload"})


def never_ends(project: Project, reading: Reading) -> bool:
    """Whether single claims of a token are used, and nobody asks until when it holds."""
    function = reading.site.function
    return function is not None and _never_ends(project, function, reading.site.call, 0)


def _never_ends(project: Project, function: FunctionRef, call: ir.Call, depth: int) -> bool:
    used = False
    body = function.node.body
    holders = {id(call)}
    names: set[str] = set()
    for awaited in ir.nodes_of(body, ir.Await):
        if id(awaited.value) in holders:
            holders.add(id(awaited))
    for kept in ir.nodes_of(body, ir.Assign):
        if kept.value is not None and id(kept.value) in holders:
            if len(kept.targets) != 1 or not isinstance(kept.targets[0], ir.Name):
                return False
            names.add(kept.targets[0].id)

    def holds(expr: ir.Node | None) -> bool:
        if isinstance(expr, ir.Attribute) and expr.attr in _CLAIMS:
            return holds(expr.value)
        return id(expr) in holders or (isinstance(expr, ir.Name) and expr.id in names)

    for node in ir.walk_body(body, into_functions=True):
        if isinstance(node, ir.Constant) and node.value == "exp":
            return False
        if isinstance(node, ir.Return) and holds(node.value):
            if not _is_used_by_callers(project, function, depth):
                return False
            used = True
        elif isinstance(node, ir.Subscript) and holds(node.value):
            used = True
        elif isinstance(node, ir.Call):
            if any(holds(arg.value) for arg in node.args):
                return False
            if isinstance(node.func, ir.Attribute) and holds(node.func.value):
                if node.func.attr != "get":
                    return False
                used = True
        elif isinstance(node, (ir.Yield, ir.Collection, ir.Dictionary)):
            if any(holds(child) for child in ir.children(node)):
                return False
        elif isinstance(node, ir.Assign) and holds(node.value) and id(node.value) not in holders:
            return False
        elif isinstance(node, ir.Attribute) and holds(node.value) and node.attr not in _CLAIMS:
            if node.attr != "get":
                return False
    return used


def _is_used_by_callers(project: Project, function: FunctionRef, depth: int) -> bool:
    """Whether all who call a function use claims of the token that it returns without a look at the
    expiry."""
    if depth >= _DEPTH:
        return False
    found = [
        site
        for site in calls_of(project, frozenset({function.node.name}))
        if as_function(project.evaluate(site.call.func, site.scope)) == function
    ]
    return bool(found) and all(
        site.function is not None and _never_ends(project, site.function, site.call, depth + 1)
        for site in found
    )
