"""Texts of clients that become paths of files, and tests for the beginning of a path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.arms import on_the_way
from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.values import FunctionRef, as_function
from routelint.policies.files import is_normalised, separated, touched
from routelint.policies.inputs import Reading, Texts, client_parameters, looks_at
from routelint.policies.sites import active, frameworks_at
from routelint.rules.exposure._exposure import Exposure

_VERBS = {"opens": "opens", "serves": "serves"}
_DEPTH = 4
#: What a test for the beginning of a path can't do without.
_PREFIXES = frozenset({"startswith"})


@dataclass(frozen=True, eq=False)
class _Leak:
    """`place` is the call that touches the file, or the one of the function in which it is touched."""

    place: Ref
    source: ir.Expr
    verb: str
    related: tuple[Related, ...] = ()


#: What was found of functions (the identities of their nodes) with texts in these parameters.
Known = dict[tuple[int, frozenset[str]], tuple[_Leak, ...]]


def joined_paths(project: Project) -> Iterator[Exposure]:
    known: Known = {}
    for function in project.pipeline_functions():
        reading = Reading(function, client_parameters(project, function))
        for leak in _leaks(project, reading, known, 0):
            framework = frameworks_at(project, leak.place.scope, function)[0]
            yield Exposure(
                leak.place,
                framework,
                f"`{function.node.qualname}` {leak.verb} a file whose path is made of"
                f" `{ir.text(leak.source)}`, which clients choose: `../` leaves the directory.",
                "Look at where it leads: `path = (BASE / name).resolve()`, and answer 404 unless "
                "`path.is_relative_to(BASE)`.",
                function,
                (*(entrance(function, leak.source) if leak.related else ()), *leak.related),
            )


def entrance(function: FunctionRef, source: ir.Expr) -> Iterator[Related]:
    """The parameter in which a text comes in, for what is done with it elsewhere."""
    if isinstance(source, ir.Name):
        param = function.node.parameter(source.id)
        if param is not None:
            place = Location(function.module.path, param.span)
            yield Related(place, f"clients choose `{param.name}` of `{function.node.qualname}`")


def _leaks(
    project: Project,
    reading: Reading,
    known: Known,
    depth: int,
) -> tuple[_Leak, ...]:
    key = (id(reading.function.node), reading.params)
    if key not in known:
        known[key] = ()
        known[key] = tuple(_of_each(project, reading, known, depth))
    return known[key]


def _of_each(
    project: Project,
    reading: Reading,
    known: Known,
    depth: int,
) -> Iterator[_Leak]:
    """What is left of the leaks where the function looks at the text: a look at one of its parameters
    says nothing about the others."""
    body = reading.function.node.body
    seen: set[int] = set()
    for params in [frozenset({name}) for name in sorted(reading.params)] or [reading.params]:
        texts = Texts(project, Reading(reading.function, params))
        for leak in found_in(project, texts, known, depth):
            if id(leak.place.expr) in seen:
                continue
            before = on_the_way(body, leak.place.expr)
            if not looks_at(project, texts, before):
                seen.add(id(leak.place.expr))
                yield leak


def found_in(
    project: Project,
    texts: Texts,
    known: Known,
    depth: int,
) -> Iterator[_Leak]:
    """The calls of a function that touch a file by such a text, or hand it to one that does."""
    scope = texts.scope
    for node in ir.nodes_of(texts.reading.function.node.body, ir.Call):
        touching = touched(project, node, scope)
        if touching is not None:
            source = texts.source(touching[0])
            if source is not None:
                yield _Leak(Ref(node, scope), source, _VERBS[touching[1]])
            continue
        if depth >= _DEPTH or not node.args:
            continue
        callee = as_function(project.evaluate(node.func, scope))
        if callee is None or callee.node is texts.reading.function.node:
            continue
        passed = texts.passed(node, callee)
        if not passed:
            continue
        inner_leaks = _leaks(project, Reading(callee, frozenset(passed)), known, depth + 1)
        if inner_leaks:
            inner = min(inner_leaks, key=lambda leak: len(leak.related))
            done = "is handed on here" if inner.related else "becomes the path of a file here"
            yield _Leak(
                Ref(node, scope),
                next(iter(passed.values())),
                inner.verb,
                (Related(inner.place.location, done), *inner.related),
            )


def prefix_tests(project: Project) -> Iterator[Exposure]:
    """`os.path.abspath(path).startswith(root)` with a root that has no separator at its end."""
    for function in project.functions_with(_PREFIXES) if active(project) else ():
        scope = project.scope(function)
        for test in _tests(function):
            for node in ir.walk(test):
                if (
                    not isinstance(node, ir.Call)
                    or not isinstance(node.func, ir.Attribute)
                    or node.func.attr != "startswith"
                ):
                    continue
                base = node.positional(0)
                if base is None or not is_normalised(project, node.func.value, scope):
                    continue
                if isinstance(base, ir.Constant) and not str(base.value).startswith("/"):
                    continue
                if separated(project, base, scope) is not False:
                    continue
                yield Exposure(
                    Ref(node, scope),
                    frameworks_at(project, scope, function)[0],
                    f"Without a separator behind `{ir.text(base)}` the test also lets paths pass that"
                    " only begin like it: `/srv/files-private` begins with `/srv/files`.",
                    f"Compare whole names: `os.path.commonpath([path, {ir.text(base)}]) =="
                    f" {ir.text(base)}`, or `Path(path).is_relative_to({ir.text(base)})`.",
                    function,
                )


def _tests(function: FunctionRef) -> Iterator[ir.Expr]:
    for node in ir.walk_body(function.node.body):
        if isinstance(node, (ir.If, ir.Assert)):
            yield node.test
