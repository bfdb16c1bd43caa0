"""What calls mean in the pipeline of a project: building a response, constructing an exception that
must be raised, never returning. Project functions are summarised from their own bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.paths import Event, NoSemantics, explore
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.returned import alternatives, answer_in, returnable
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Value,
    as_function,
    callable_name,
)
from routelint.model.vocabulary import Framework

_NEVER_RETURN = frozenset({"sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit"})
_NO_RETURN = ("NoReturn", "Never")


@dataclass(frozen=True, eq=False)
class Built:
    """A value that only acts when it is returned ("response"), raised ("exception"), or that a
    project function gives back ("helper", with the function; `raises` when that is an exception,
    `may_be_none` when it is nothing on some path). `may_be_raised` tells that a response acts when
    it is raised, too."""

    kind: str
    label: str
    framework: Framework
    function: FunctionRef | None = None
    trace: tuple[Related, ...] = ()
    coroutine: bool = False
    raises: bool = False
    may_be_none: bool = False
    may_be_raised: bool = False


@dataclass(frozen=True, eq=False)
class Summary:
    """What a project function does: `response` is a response that some path returns; `may_be_none`
    when another path gives None; `pure` when all that it does on every path is to build; `refuses`
    when one of its responses is a redirect or an error; `never_returns`."""

    response: Built | None = None
    may_be_none: bool = False
    pure: bool = False
    refuses: bool = False
    never_returns: bool = False


class Meaning:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._summaries: dict[int, Summary] = {}
        self._never: dict[int, bool] = {}
        self._true: dict[int, bool] = {}

    @classmethod
    def of(cls, project: Project) -> Meaning:
        return project.memo("meaning", lambda: cls(project))

    def built(self, expr: ir.Expr | None, scope: Scope) -> Built | None:
        """What `expr` builds, if it is a call that builds a response or an HTTP exception."""
        if isinstance(expr, ir.Await):
            expr = expr.value
        if not isinstance(expr, ir.Call):
            return None
        func = self.project.evaluate(expr.func, scope)
        return self._built(func, ir.text(expr.func), Location(scope.module.path, expr.span))

    def _built(self, func: Value | None, label: str, place: Location) -> Built | None:
        names = self.project.names
        name = callable_name(func)
        if name is not None:
            if name in names.responses:
                coroutine = name in names.coroutine_responses
                return Built(
                    "response",
                    label,
                    names.responses[name],
                    coroutine=coroutine,
                    may_be_raised=name in names.exceptions,
                )
            if name in names.exceptions:
                return Built("exception", label, names.exceptions[name])
            return None
        if isinstance(func, ClassRef):
            for base in self.project.resolver.class_names(func):
                if base in names.responses:
                    return Built("response", label, names.responses[base])
                if base in names.exceptions:
                    return Built("exception", label, names.exceptions[base])
            return None
        function = as_function(func)
        if function is not None and function.dotted in self.project.options.response_helpers:
            return Built("response", label, self.project.used[0], function)
        if function is None or function.node.is_generator:
            return None
        summary = self.summary(function)
        if summary.response is None:
            return None
        inner = summary.response
        trace = (
            Related(function.location, f"`{function.name}` is defined here"),
            *(inner.trace or ()),
        )
        raises = inner.kind == "exception" or inner.raises
        return Built(
            "helper",
            label,
            inner.framework,
            function,
            trace,
            coroutine=function.node.is_async,
            raises=raises,
            may_be_none=summary.may_be_none,
        )

    def summary(self, function: FunctionRef) -> Summary:
        key = id(function.node)
        known = self._summaries.get(key)
        if known is not None:
            return known
        self._summaries[key] = Summary()
        scope = self.project.scope(function)
        if not any(self.answer(value, scope) for value in returnable(function.node)):
            # Which paths there are need not be known.
            return self._summaries[key]
        response: Built | None = None
        may_be_none = refuses = False
        paths = explore(function.node, ProjectSemantics(self, scope), limit=64)
        for path in paths.paths:
            if path.end.kind == "fall":
                may_be_none = True
            elif path.end.kind == "return":
                value = path.end.value
                if isinstance(value, ir.Name):
                    value = path.env.get(value.id) or value
                if value is None or (isinstance(value, ir.Constant) and value.value is None):
                    may_be_none = True
                    continue
                for part in alternatives(value):
                    found = self.answer(part, scope)
                    if found is not None:
                        refuses = refuses or _is_refusal(part) or self._delegates_refusal(found)
                        break
                last = self.answer(alternatives(value)[-1], scope)
                if last is not None and last.function is not None:
                    may_be_none = may_be_none or self.summary(last.function).may_be_none
                if found is not None and response is None:
                    statement = path.end.statement
                    assert statement is not None
                    place = Location(function.module.path, statement.span)
                    raises = found.kind == "exception" or found.raises
                    what = "an exception" if raises else "a response"
                    trace = (Related(place, f"{what} is returned here"), *found.trace[1:])
                    response = Built(
                        found.kind, found.label, found.framework, None, trace, raises=raises
                    )
        own = {
            target.id
            for node in ir.nodes_of(function.node.body, ir.Assign)
            for target in node.targets
            if isinstance(target, ir.Name)
        }
        pure = all(_only_builds(statement, own) for statement in function.node.body)
        summary = Summary(response, may_be_none, pure, refuses)
        self._summaries[key] = summary
        return summary

    def answers_for(self, function: FunctionRef, cls: ClassRef) -> bool:
        """Whether a method gives a response on any path that it takes for objects of a class, whose
        attributes decide some of its tests (`if not self.anonymous: return redirect(...)`)."""
        scope = self.project.scope(function)
        own = function.node.params[0].name if function.node.params else ""
        paths = explore(function.node, _OfClass(self, scope, cls, own), limit=64)
        return not paths.complete or any(
            path.end.kind == "return"
            and path.end.value is not None
            and not (isinstance(path.end.value, ir.Constant) and path.end.value.value is None)
            for path in paths.paths
        )

    def _delegates_refusal(self, built: Built) -> bool:
        return built.function is not None and self.summary(built.function).refuses

    def answer(self, value: ir.Expr, scope: Scope) -> Built | None:
        """The response in what a function returns: itself, or the first part of a tuple."""
        return self.built(answer_in(value), scope)

    def never_returns(self, call: ir.Call, scope: Scope) -> bool:
        func = self.project.evaluate(call.func, scope)
        name = callable_name(func)
        names = self.project.names
        if name is not None:
            return name in names.aborts or name in _NEVER_RETURN
        written = ir.dotted(call.func) or ""
        if written and written in self.project.options.no_return_functions:
            return True
        function = as_function(func)
        return function is not None and self._function_never_returns(function)

    def _function_never_returns(self, function: FunctionRef) -> bool:
        key = id(function.node)
        if key in self._never:
            return self._never[key]
        self._never[key] = False
        node = function.node
        annotated = (ir.dotted(node.returns) or "").rpartition(".")[2]
        answer = annotated in _NO_RETURN
        if not answer and not node.is_generator and not _is_abstract(node) and node.body:
            scope = self.project.scope(function)
            paths = explore(node, ProjectSemantics(self, scope), limit=64)
            answer = bool(paths.paths) and all(
                path.end.kind in ("raise", "never") for path in paths.paths
            )
        self._never[key] = answer
        return answer

    def is_always_true(self, call: ir.Call, scope: Scope) -> bool:
        """Whether a function of the project gives `True` whenever it returns: it says no by raising."""
        function = as_function(self.project.evaluate(call.func, scope))
        if function is None or function.node.decorators or function.node.is_generator:
            return False
        key = id(function.node)
        if key not in self._true:
            self._true[key] = False
            self._true[key] = self._only_raises(function)
        return self._true[key]

    def _only_raises(self, function: FunctionRef) -> bool:
        node = function.node
        returned = [statement.value for statement in ir.nodes_of(node.body, ir.Return)]
        if not returned or not all(
            isinstance(value, ir.Constant) and value.value is True for value in returned
        ):
            return False
        if isinstance(function.scope.node, ir.Class) or not ir.nodes_of(node.body, ir.Call):
            # A class below may say something else, and what does nothing will be written yet.
            return False
        paths = explore(node, ProjectSemantics(self, self.project.scope(function)), limit=64)
        return paths.complete and all(path.end.kind != "fall" for path in paths.paths)

    def is_http_exception(self, expr: ir.Expr | None, scope: Scope) -> bool:
        """Whether `raise expr` raises one of the framework's HTTP exceptions."""
        target = expr.func if isinstance(expr, ir.Call) else expr
        if target is None:
            return False
        value = self.project.evaluate(target, scope)
        if isinstance(value, Instance):
            value = value.cls
        names = self.project.resolver.class_names(value)
        frameworks = [
            self.project.names.exceptions[name]
            for name in names
            if name in self.project.names.exceptions
        ]
        # Some frameworks have exceptions that must be raised, too, and become no response.
        return any(not f.controls or not f.controls.isdisjoint(names) for f in frameworks)

    def is_abort(self, call: ir.Call, scope: Scope) -> bool:
        name = callable_name(self.project.evaluate(call.func, scope))
        return name in self.project.names.aborts


class ProjectSemantics(NoSemantics):
    """The semantics of a function of the project, read in its scope."""

    def __init__(self, meaning: Meaning, scope: Scope) -> None:
        self.meaning = meaning
        self.scope = scope

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        return ()

    def never_returns(self, call: ir.Call) -> bool:
        return self.meaning.never_returns(call, self.scope)

    def truth(self, expr: ir.Expr) -> bool | None:
        built = self.meaning.built(expr, self.scope)
        return True if built is not None and not built.may_be_none else None

    def decides(self, expr: ir.Expr) -> bool | None:
        call = expr.value if isinstance(expr, ir.Await) else expr
        if not isinstance(call, ir.Call):
            return None
        return True if self.meaning.is_always_true(call, self.scope) else None

    def catches(self, handler: ir.Expr | None, raised: ir.Expr | None) -> bool | None:
        if handler is None:
            return True
        return catches(self.meaning.project, handler, raised, self.scope)

    def swallows(self, item: ir.WithItem) -> bool:
        if not isinstance(item.context, ir.Call):
            return False
        name = callable_name(self.meaning.project.evaluate(item.context.func, self.scope))
        return name == "contextlib.suppress"


class _OfClass(ProjectSemantics):
    """Knows what class attributes are set to for the objects of one class."""

    def __init__(self, meaning: Meaning, scope: Scope, cls: ClassRef, own: str) -> None:
        super().__init__(meaning, scope)
        self.cls = cls
        self.own = own

    def decides(self, expr: ir.Expr) -> bool | None:
        if isinstance(expr, ir.Attribute) and isinstance(expr.value, ir.Name):
            if expr.value.id == self.own and not self._is_assigned(expr.attr):
                resolver = self.meaning.project.resolver
                value = resolver.class_attribute(self.cls, expr.attr)
                if isinstance(value, Known) and isinstance(value.expr, ir.Constant):
                    return bool(value.expr.value)
        return super().decides(expr)

    def _is_assigned(self, name: str) -> bool:
        """Whether a method gives the attribute another value."""
        resolver = self.meaning.project.resolver
        return any(
            isinstance(target, ir.Attribute) and target.attr == name
            for base in resolver.mro(self.cls)
            if isinstance(base, ClassRef)
            for method in resolver.methods(base)
            for node in ir.nodes_of(method.node.body, ir.Assign)
            for target in node.targets
        )


def _only_builds(statement: ir.Stmt, own: set[str]) -> bool:
    """Whether a statement, its branches aside, changes nothing but the function's own variables,
    the names in `own`."""
    if isinstance(statement, ir.ExprStmt):
        return isinstance(statement.value, ir.Constant)
    if isinstance(statement, ir.Assign):
        return all(_is_own(target, own) for target in statement.targets)
    return isinstance(statement, (ir.If, ir.Return))


def _is_own(target: ir.Expr, own: set[str]) -> bool:
    while isinstance(target, (ir.Attribute, ir.Subscript)):
        target = target.value
    return isinstance(target, ir.Name) and target.id in own


_REFUSING = re.compile(
    r"redirect|abort|den[iy]|forbid|unauth|not_?found|error|reject|login|fail|bad_?request|invalid",
    re.IGNORECASE,
)


def _is_refusal(value: ir.Expr) -> bool:
    """Whether a returned response is a redirect or an error, by its status or the builder's name."""
    outer = value.items[0] if isinstance(value, ir.Collection) and value.items else value
    if isinstance(outer, ir.Call) and _REFUSING.search(ir.text(outer.func)):
        return True
    return any(
        isinstance(node, ir.Constant) and type(node.value) is int and 300 <= node.value < 600
        for node in ir.walk(value)
    )


_EVERYTHING = ("builtins.Exception", "builtins.BaseException")


def catches(
    project: Project, handler: ir.Expr, raised: ir.Expr | None, scope: Scope
) -> bool | None:
    """Whether `except handler` catches `raise raised`; None when a name can't be resolved."""
    types = handler.items if isinstance(handler, ir.Collection) else (handler,)
    target = raised.func if isinstance(raised, ir.Call) else raised
    value = None if target is None else project.evaluate(target, scope)
    if isinstance(value, Instance):
        value = value.cls
    raised_names = project.resolver.class_names(value)
    unknown = False
    for kind in types:
        caught = project.evaluate(kind, scope)
        name = callable_name(caught)
        if name in _EVERYTHING:
            return True
        if caught is None or value is None:
            unknown = True
        elif caught == value or (name is not None and name in raised_names):
            return True
    return None if unknown else False


def _is_abstract(function: ir.Function) -> bool:
    """A body that only says that a subclass must define it."""
    for statement in function.body:
        if isinstance(statement, ir.ExprStmt) and isinstance(statement.value, ir.Constant):
            continue
        if isinstance(statement, ir.Raise):
            target = statement.exc.func if isinstance(statement.exc, ir.Call) else statement.exc
            return (ir.dotted(target) or "").rpartition(".")[2] in (
                "NotImplementedError",
                "NotImplemented",
            )
        return isinstance(statement, ir.Simple) and statement.kind == "pass"
    return True


is_abstract = _is_abstract
