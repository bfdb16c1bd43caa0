"""What functions declare that they depend on: `user = Depends(current_user)` and its like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.resolve import Resolver
from routelint.model.values import FunctionRef, Instance, Known, Symbol, Value


@dataclass(frozen=True, eq=False)
class Dependency:
    """`value` is what is called for the parameter, `expr` where it is written down, `name` the
    parameter's."""

    value: Value | None
    expr: ir.Expr
    name: str


def dependencies(
    resolver: Resolver, function: FunctionRef, markers: frozenset[str]
) -> Iterator[Dependency]:
    """What the parameters of a function depend on, by default or by annotation. `markers` are the
    canonical classes that mark a dependency."""
    for param in function.node.params:
        if param.default is not None:
            value = resolver.evaluate(param.default, function.scope)
            if is_marked(value, markers):
                yield Dependency(target(resolver, value, markers), param.default, param.name)
        if param.annotation is not None:
            annotation = resolver.evaluate(param.annotation, function.scope)
            if isinstance(annotation, Known) and isinstance(annotation.expr, ir.Subscript):
                index = annotation.expr.index
                for item in index.items[1:] if isinstance(index, ir.Collection) else ():
                    value = resolver.evaluate(item, annotation.scope)
                    if is_marked(value, markers):
                        found = target(resolver, value, markers)
                        yield Dependency(found, param.annotation, param.name)


def is_marked(value: Value | None, markers: frozenset[str]) -> bool:
    return (
        isinstance(value, Instance)
        and isinstance(value.cls, Symbol)
        and value.cls.name in markers
        and value.call is not None
    )


def target(resolver: Resolver, value: Value | None, markers: frozenset[str]) -> Value | None:
    """What stands behind `Depends(f)`: `f`."""
    if not is_marked(value, markers):
        return None
    assert isinstance(value, Instance) and value.call is not None
    if value.scope is None:
        return None
    return resolver.evaluate(value.call.argument(0, "dependency"), value.scope)
