"""Exceptions that are handed back where the function, or who calls it, means them to be raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.meaning import Meaning, ProjectSemantics
from routelint.flow.paths import explore
from routelint.model import ir
from routelint.model.app import Role
from routelint.model.kinds import ANSWERING_METHODS, PYTHON_ERRORS
from routelint.model.project import Project
from routelint.model.values import ClassRef, FunctionRef, Symbol, Value, as_function
from routelint.policies.callers import all_functions, calls_of

#: Names that libraries give to errors. `HTTPFound` and its like are responses in some of them.
_ERROR = re.compile(r"(?!HTTP)\w*(?:Error|Exception|Denied|NotFound|DoesNotExist|Exceeded)|Http404")
#: Names of what may hold an error.
_HOLDS_ERROR = re.compile(
    r"_?(?:e|ex|exc|err|error|exception|problem|fault|failure)s?|\w*(?:[eE]rror|[eE]xception|_exc)s?"
)
#: GraphQL takes an exception that these return for one that they raise: `complete_value` in
#: https://github.com/graphql-python/graphql-core/blob/main/src/graphql/execution/execute.py
_RESOLVERS = re.compile(r"resolve_\w+|resolve|mutate|mutate_and_get_payload|subscribe")
#: Decorators from outside that hand on what the function returns.
_HANDS_ON = frozenset(
    {
        "builtins.classmethod",
        "builtins.property",
        "builtins.staticmethod",
        "abc.abstractmethod",
        "functools.cache",
        "functools.cached_property",
        "functools.lru_cache",
        "typing.override",
        "typing_extensions.override",
    }
)


@dataclass(frozen=True, eq=False)
class Returned:
    """An exception that a function makes and returns, and what shows that it is meant to be raised."""

    function: FunctionRef
    statement: ir.Return
    call: ir.Call
    sign: Related
    by_caller: bool


def returned_errors(project: Project) -> Iterator[Returned]:
    """The exceptions that functions return beside other values, where the same function raises that
    class or one of its family, or a caller catches it."""
    for function in all_functions(project):
        node = function.node
        if node.is_generator or _RESOLVERS.fullmatch(node.name):
            continue
        made = list(_made(project, function))
        if made and _hands_on_as_is(project, function):
            yield from _meant_to_be_raised(project, function, made)


def _made(
    project: Project, function: FunctionRef
) -> Iterator[tuple[ir.Return, ir.Call, ClassRef | Symbol]]:
    """The exceptions that a function makes and returns, but for those that are answers themselves and
    those that it says it returns."""
    for statement in ir.nodes_of(function.node.body, ir.Return):
        call = statement.value
        if not isinstance(call, ir.Call):
            continue
        name = (ir.dotted(call.func) or "").rpartition(".")[2]
        if not name[:1].isupper():
            continue
        error = _error_class(project, project.evaluate(call.func, project.scope(function)))
        if error is not None and not _is_answer(project, error):
            if not _is_declared(project, function):
                yield statement, call, error


def _meant_to_be_raised(
    project: Project,
    function: FunctionRef,
    made: list[tuple[ir.Return, ir.Call, ClassRef | Symbol]],
) -> Iterator[Returned]:
    returned = {id(statement) for statement, _, _ in made}
    others = [
        node.value
        for node in ir.nodes_of(function.node.body, ir.Return)
        if id(node) not in returned and node.value is not None
    ]
    has_values = any(_is_value(project, function, value) for value in others)
    if not has_values and not all(_is_none(value) for value in others):
        return
    if not has_values and not _may_give_none(project, function):
        return
    calls = calls_of(project, function)
    if calls.asked or not (has_values or (calls.dropped and all(calls.dropped))):
        return
    for statement, call, error in made:
        raised = _raised_beside(project, function, error)
        if not has_values and _is_http(project, error):
            # What the HTTP exception of a helper comes to is said where it is dropped.
            continue
        if raised is not None:
            place = Location(function.module.path, raised.span)
            yield Returned(function, statement, call, Related(place, "raised here"), False)
            continue
        family = _family(project, error)
        for clause, scope, place, caller in calls.caught:
            if project.evaluate(clause, scope) in family:
                sign = Related(place, f"`{caller}` catches it here")
                yield Returned(function, statement, call, sign, True)
                break


def _raised_beside(
    project: Project, function: FunctionRef, error: ClassRef | Symbol
) -> ir.Expr | None:
    """What a function raises that is of the class of an error, or of its family."""
    scope = project.scope(function)
    for node in ir.nodes_of(function.node.body, ir.Raise):
        cls = node.exc.func if isinstance(node.exc, ir.Call) else node.exc
        if node.exc is None or not isinstance(cls, (ir.Name, ir.Attribute)):
            continue
        other = _error_class(project, project.evaluate(cls, scope))
        if other is not None and _are_related(project, error, other):
            return node.exc
    return None


# --- what classes are -----------------------------------------------------------------------------
def _error_class(project: Project, value: Value | None) -> ClassRef | Symbol | None:
    """A class of exceptions; None for anything else."""
    if isinstance(value, ClassRef):
        bases = project.resolver.class_names(value)
        return value if any(_is_known_error(project, name) for name in bases) else None
    return value if isinstance(value, Symbol) and _is_known_error(project, value.name) else None


def _is_error(project: Project, value: Value | None) -> bool:
    return _error_class(project, value) is not None


def _is_known_error(project: Project, name: str) -> bool:
    if name in PYTHON_ERRORS or name in project.names.exceptions:
        return True
    return _ERROR.fullmatch(name.rpartition(".")[2]) is not None


def _is_http(project: Project, error: ClassRef | Symbol) -> bool:
    return any(name in project.names.exceptions for name in project.resolver.class_names(error))


def _is_answer(project: Project, error: ClassRef | Symbol) -> bool:
    """Whether an exception is an answer where it is returned, too."""
    names = project.names
    for name in project.resolver.class_names(error):
        framework = names.exceptions.get(name)
        if name in names.responses:
            return True
        if framework is None:
            if name.rpartition(".")[2].startswith("HTTP"):
                return True
        elif not any(
            "exception" in entry.kinds and not entry.with_error_handlers
            for entry in framework.misreads.get(Role.VIEW, ())
        ):
            return True
    return isinstance(error, ClassRef) and any(
        method.name in ANSWERING_METHODS
        for base in project.resolver.mro(error)
        if isinstance(base, ClassRef)
        for method in project.resolver.methods(base)
    )


def _family(project: Project, error: ClassRef | Symbol) -> list[ClassRef | Symbol]:
    """The class of an error and those that it is derived from, without Python's own: these are raised
    for many reasons."""
    if isinstance(error, ClassRef):
        found: list[ClassRef | Symbol] = [
            base for base in project.resolver.mro(error) if _is_error(project, base)
        ]
    else:
        found = [Symbol(name) for name in project.resolver.class_names(error)]
    return [base for base in found if isinstance(base, ClassRef) or base.name not in PYTHON_ERRORS]


def _are_related(project: Project, error: ClassRef | Symbol, other: ClassRef | Symbol) -> bool:
    if error == other:
        return True
    family = _family(project, error)
    return any(base in family for base in _family(project, other))


# --- what functions say ---------------------------------------------------------------------------
def _is_declared(project: Project, function: FunctionRef) -> bool:
    """Whether a function is annotated with an exception."""
    annotation = function.node.returns
    if annotation is None:
        return False
    for node in ir.walk(annotation):
        name = ""
        if isinstance(node, (ir.Name, ir.Attribute)):
            if _is_error(project, project.evaluate(node, project.scope(function))):
                return True
            name = (ir.dotted(node) or "").rpartition(".")[2]
        elif isinstance(node, ir.Constant) and isinstance(node.value, str):
            name = node.value
        if name == "Any" or re.search(r"Error|Exception|Exc\b|Result|Union\b.*Err", name):
            return True
    return False


def _hands_on_as_is(project: Project, function: FunctionRef) -> bool:
    """Whether nothing stands around a function that could make something else of an exception."""
    packages = {p.partition(".")[0] for f in project.used for p in f.packages}
    for decorator in function.node.decorators:
        expr = decorator.value.func if isinstance(decorator.value, ir.Call) else decorator.value
        value = project.evaluate(expr, function.scope)
        wrapper = as_function(value)
        if wrapper is not None:
            inner = ir.walk_body(wrapper.node.body, into_functions=True)
            if any(isinstance(node, ir.Name) and node.id == "isinstance" for node in inner):
                return False
            continue
        name = project.name_of(expr, function.scope)
        if name not in _HANDS_ON and name.partition(".")[0] not in packages:
            return False
    return True


def _may_give_none(project: Project, function: FunctionRef) -> bool:
    semantics = ProjectSemantics(Meaning.of(project), project.scope(function))
    return any(
        path.end.kind == "fall"
        or (path.end.kind == "return" and (path.end.value is None or _is_none(path.end.value)))
        for path in explore(function.node, semantics, limit=64).paths
    )


def _is_none(value: ir.Expr) -> bool:
    return isinstance(value, ir.Constant) and value.value is None


def _is_value(project: Project, function: FunctionRef, value: ir.Expr) -> bool:
    """Whether a function returns something that is no exception."""
    if isinstance(value, ir.Await):
        return _is_value(project, function, value.value)
    if isinstance(value, ir.Conditional):
        return any(_is_value(project, function, part) for part in (value.body, value.orelse))
    if isinstance(value, ir.BoolOp):
        return any(_is_value(project, function, part) for part in value.values)
    if _is_none(value):
        return False
    scope = project.scope(function)
    if isinstance(value, ir.Call):
        callee = project.evaluate(value.func, scope)
        last = (ir.dotted(value.func) or "").rpartition(".")[2]
        return not _is_error(project, callee) and _HOLDS_ERROR.fullmatch(last) is None
    if isinstance(value, ir.Attribute):
        return _HOLDS_ERROR.fullmatch(value.attr) is None
    if isinstance(value, ir.Name):
        caught = {
            clause.name
            for node in ir.nodes_of(function.node.body, ir.Try)
            for clause in node.handlers
        }
        if value.id in caught or _HOLDS_ERROR.fullmatch(value.id):
            return False
        return not any(
            isinstance(binding.value, ir.Call)
            and _is_error(project, project.evaluate(binding.value.func, scope))
            for binding in scope.bindings(value.id)
        )
    return True
