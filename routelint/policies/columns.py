"""Forms and serializers that take over all columns of a record, those included that grant rights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, Instance
from routelint.model.vocabulary import Framework
from routelint.policies.decoded import Decoded
from routelint.policies.privileges import (
    Record,
    all_columns,
    is_for_few,
    record_of,
    takes_columns,
    view_is_for_few,
)
from routelint.policies.sites import active

_WRITING = re.compile(r"Create|Update|ModelViewSet|FormView|Write")


@dataclass(frozen=True, eq=False)
class OpenColumns:
    """`cls` takes all columns of `record` because of `said`; `fields` are those that clients must not
    set, and `use` is where a request gets there."""

    cls: ClassRef
    said: ir.Expr
    record: Record
    fields: tuple[str, ...]
    framework: Framework
    use: Location


def open_columns(project: Project) -> list[OpenColumns]:
    """Each class once, in the order of paths and lines."""
    frameworks = [f for f in active(project) if f.bodies.model_schemas]
    if not frameworks:
        return []
    found: dict[int, OpenColumns] = {}
    for framework in frameworks:
        for columns in (*_in_functions(project, framework), *_in_views(project, framework)):
            found.setdefault(id(columns.cls.node), columns)
    return sorted(found.values(), key=lambda c: (c.cls.module.path, c.said.span.line))


def _in_functions(project: Project, framework: Framework) -> Iterator[OpenColumns]:
    """`UserForm(request.POST)`, `UserSerializer(user, data=request.data)`"""
    for function in project.pipeline_functions():
        if function.module.is_test or not project.handlers_of(function):
            continue
        scope = project.scope(function)
        decoded = Decoded(project, function)
        for node in ir.walk_body(function.node.body):
            if not isinstance(node, ir.Call) or not node.args:
                continue
            cls = project.evaluate(node.func, scope)
            if not isinstance(cls, ClassRef):
                continue
            if any(decoded.of(arg.value) is not None for arg in node.args if not arg.star):
                if not is_for_few(project, function):
                    place = Location(function.module.path, node.span)
                    yield from _opened(project, cls, framework, place)


def _in_views(project: Project, framework: Framework) -> Iterator[OpenColumns]:
    """`serializer_class = UserSerializer`"""
    classes = {handler.view_class for handler in project.handlers}
    classes |= {route.view_class for route in project.routes}
    for view in classes:
        if view is None or view.module.is_test:
            continue
        names = [name.rpartition(".")[2] for name in project.resolver.class_names(view)]
        if not any(_WRITING.search(name) for name in names) or view_is_for_few(project, view):
            continue
        yield from _of_view(project, view, framework)


def _of_view(project: Project, view: ClassRef, framework: Framework) -> Iterator[OpenColumns]:
    resolver = project.resolver
    for name in sorted(framework.bodies.schema_attributes):
        cls = resolver.class_attribute(view, name)
        if isinstance(cls, ClassRef):
            yield from _opened(project, cls, framework, view.location)
    said = all_columns(project, view)
    if said is not None:
        record = record_of(project, resolver.class_attribute(view, "model"))
        yield from _closed(project, view, said, record, framework, view.location)


def _opened(
    project: Project, cls: ClassRef, framework: Framework, use: Location
) -> Iterator[OpenColumns]:
    said = takes_columns(project, cls)
    if said is None:
        return
    for base in project.resolver.mro(cls):
        if not isinstance(base, ClassRef):
            continue
        for binding in base.module.class_bindings(base.node, "Meta"):
            if isinstance(binding.node, ir.Class):
                meta = ClassRef(base.module, binding.node, project.resolver.class_scope(base))
                record = _model_of(project, meta)
                yield from _closed(project, cls, said, record, framework, use)
                return


def _model_of(project: Project, meta: ClassRef) -> Record | None:
    scope: Scope = project.resolver.class_scope(meta)
    for binding in meta.module.class_bindings(meta.node, "model"):
        value = project.evaluate(binding.value, scope)
        record = record_of(project, value.cls if isinstance(value, Instance) else value)
        if record is not None:
            return record
    return None


def _closed(
    project: Project,
    cls: ClassRef,
    said: tuple[ir.Expr, frozenset[str]],
    record: Record | None,
    framework: Framework,
    use: Location,
) -> Iterator[OpenColumns]:
    if record is None or cls.module.name.rpartition(".")[2] == "admin":
        return
    expr, named = said
    declared = _declared(project, cls)
    fields = tuple(f for f in record.fields if f not in named and f not in declared)
    fields = tuple(f for f in fields if f not in record.secrets)
    if fields:
        yield OpenColumns(cls, expr, record, fields, framework, use)


def _declared(project: Project, cls: ClassRef) -> frozenset[str]:
    """The fields that a class of input declares itself, instead of taking the column's."""
    found: set[str] = set()
    for base in project.resolver.mro(cls):
        if isinstance(base, ClassRef):
            for statement in base.node.body:
                if isinstance(statement, ir.Assign):
                    found |= {t.id for t in statement.targets if isinstance(t, ir.Name)}
    return frozenset(found)
