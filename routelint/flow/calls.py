"""Which functions a request gets to: what handlers are and call, at any depth and in any module."""

from __future__ import annotations

from collections.abc import Iterable

from routelint.findings import Location, Related
from routelint.model.app import Handler
from routelint.model.project import Project
from routelint.model.reaching import Step, steps_from
from routelint.model.values import FunctionRef


def functions_on_the_way(project: Project) -> frozenset[int]:
    """The functions that handlers are or call, by the identities of their nodes (kept)."""
    return frozenset(project.steps())


def reached_from(project: Project, handlers: Iterable[Handler]) -> frozenset[int]:
    """The functions that some handlers are or call, by the identities of their nodes."""
    return frozenset(_walk(project, handlers))


def reached(project: Project, handlers: Iterable[Handler] | None = None) -> list[FunctionRef]:
    """The functions that some handlers (default: all, kept) are or call: the handlers first, then what
    is called by them, and so on."""
    steps = project.steps() if handlers is None else _walk(project, handlers)
    return [function for function, _, _ in steps.values()]


def reached_by(project: Project, functions: Iterable[FunctionRef]) -> list[FunctionRef]:
    """Some functions and those that they call: these first, then what is called by them, and so on."""
    return [function for function, _, _ in steps_from(project.resolver, functions).values()]


def way_to(project: Project, function: FunctionRef) -> tuple[Related, ...]:
    """The calls by which a handler gets to a function, the handler's own first, on a shortest way;
    empty when the function is a handler itself, or none gets there."""
    steps = project.steps()
    found: list[Related] = []
    while id(function.node) in steps:
        _, caller, call = steps[id(function.node)]
        if caller is None or call is None:
            break
        place = Location(caller.module.path, call.span)
        found.append(Related(place, f"called by `{caller.node.qualname}` here"))
        function = caller
    return tuple(reversed(found))


def _walk(project: Project, handlers: Iterable[Handler]) -> dict[int, Step]:
    """For each function that is reached, by the identity of its node, the step that first got there."""
    return steps_from(project.resolver, (handler.function for handler in handlers))
