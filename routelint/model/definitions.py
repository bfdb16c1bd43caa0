"""The functions and classes that are defined in a body, at any depth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routelint.model import ir
from routelint.model.modules import Module
from routelint.model.resolve import Resolver
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef


def definitions_in(
    body: Iterable[ir.Stmt], scope: Scope, module: Module, resolver: Resolver
) -> Iterator[FunctionRef | ClassRef]:
    """Those of statements that stand in a scope, in source order: each one before what is in it. Of the
    methods of classes only those that were read."""
    owner = (
        ClassRef(module, scope.node, scope.parent or scope)
        if isinstance(scope.node, ir.Class)
        else None
    )
    for statement in body:
        for node in _defined(statement):
            if isinstance(node, ir.Function):
                function = FunctionRef(module, node, scope, owner)
                yield function
                yield from definitions_in(node.body, resolver.scope(function), module, resolver)
            else:
                yield ClassRef(module, node, scope)
                inner = module.scope_of(node, scope)
                yield from definitions_in(module.class_members(node), inner, module, resolver)


def _defined(statement: ir.Stmt) -> Iterator[ir.Function | ir.Class]:
    if isinstance(statement, (ir.Function, ir.Class)):
        yield statement
        return
    for node in ir.walk(statement):
        if isinstance(node, (ir.Function, ir.Class)):
            yield node
