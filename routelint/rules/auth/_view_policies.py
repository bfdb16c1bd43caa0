"""Decorators that tell a view maker who may use a view, where it does not see them."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.fixes import build
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.model.vocabulary import Framework
from routelint.rules.auth._class_guards import Misused


def lost_policies(project: Project) -> Iterator[Misused]:
    for framework in project.used:
        if framework.view_policies:
            for function in project.pipeline_functions():
                yield from _lost(project, framework, function)


def _lost(project: Project, framework: Framework, function: FunctionRef) -> Iterator[Misused]:
    names = [_name(project, function, decorator) for decorator in function.node.decorators]
    is_method = function.owner is not None and _is_of_view(project, framework, function)
    for place, decorator in enumerate(function.node.decorators):
        if names[place] not in framework.view_policies:
            continue
        short = names[place].rpartition(".")[2]
        maker = framework.view_maker.rpartition(".")[2]
        if is_method:
            what = f"on the method `{function.node.qualname}` has no effect: {framework.title}"
            message = f"`@{short}` {what} looks for it on functions and classes only"
            hint = f"set `{short}` on the class, or give it to `@action({short}=...)`"
            fix = None
        elif framework.view_maker in names[place + 1 :]:
            message = (
                f"`@{short}` stands above `@{maker}`, which has made the view without it: older "
                "releases let everybody in, newer ones refuse to be imported"
            )
            hint = f"put `@{short}` below `@{maker}`"
            below = function.node.decorators[names.index(framework.view_maker, place + 1)]
            move = build.move_decorator(function.module.path, decorator.span, below.span, "below")
            fix = build.fix("unsafe", f"Put it below `@{maker}`", move)
        else:
            continue
        yield Misused(
            framework,
            function.module.path,
            decorator.value.span,
            function.node.qualname,
            message,
            hint,
            statement=decorator.span,
            fix=fix,
        )


def _name(project: Project, function: FunctionRef, decorator: ir.Decorator) -> str:
    expr = decorator.value
    return project.name_of(expr.func if isinstance(expr, ir.Call) else expr, function.scope)


def _is_of_view(project: Project, framework: Framework, function: FunctionRef) -> bool:
    views = {name.rpartition(".")[0] for name in framework.as_view}
    return bool(views & set(project.resolver.class_names(function.owner)))
