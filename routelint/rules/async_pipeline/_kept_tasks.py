"""Values that a function keeps for others and does not wait for itself."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.model import ir

_KEEPING = ("add", "append", "add_done_callback")


def kept(function: ir.Function) -> Iterator[ir.Call]:
    """The calls whose values end up in attributes, items and collections from outside the function,
    and nowhere else."""
    local = _local_names(function)
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.Assign) and isinstance(node.value, ir.Call):
            if all(isinstance(t, (ir.Attribute, ir.Subscript)) for t in node.targets):
                yield node.value
            elif len(node.targets) == 1 and isinstance(node.targets[0], ir.Name):
                if _is_only_kept(function, node.targets[0].id, local):
                    yield node.value
        elif isinstance(node, ir.Call) and _keeps(node, local):
            for arg in node.args:
                if isinstance(arg.value, ir.Call):
                    yield arg.value


def _local_names(function: ir.Function) -> frozenset[str]:
    found: set[str] = set()
    for node in ir.nodes_of(function.body, ir.Assign):
        found.update(t.id for t in node.targets if isinstance(t, ir.Name))
    return frozenset(found)


def _keeps(call: ir.Call, local: frozenset[str]) -> bool:
    """Whether a call puts something into a collection that is not the function's own."""
    if not isinstance(call.func, ir.Attribute) or call.func.attr not in _KEEPING:
        return False
    owner = ir.dotted(call.func.value)
    return owner is not None and owner not in local


def _is_only_kept(function: ir.Function, name: str, local: frozenset[str]) -> bool:
    """Whether all that is done with a local value is to keep it elsewhere."""
    fine: set[int] = set()
    stored = False
    for node in ir.walk_body(function.body):
        if isinstance(node, ir.Assign):
            fine.update(id(t) for t in node.targets)
            if isinstance(node.value, ir.Name) and all(
                isinstance(t, (ir.Attribute, ir.Subscript)) for t in node.targets
            ):
                fine.add(id(node.value))
                stored = stored or node.value.id == name
        elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            if _keeps(node, local):
                fine.update(id(arg.value) for arg in node.args)
                stored = stored or any(
                    isinstance(arg.value, ir.Name) and arg.value.id == name for arg in node.args
                )
            if node.func.attr == "add_done_callback":
                fine.add(id(node.func.value))
    uses = [
        node
        for node in ir.walk_body(function.body, into_functions=True)
        if isinstance(node, ir.Name) and node.id == name
    ]
    return stored and all(id(use) in fine for use in uses)
