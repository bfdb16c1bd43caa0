"""Where texts of exceptions go: from an `except` clause or an error handler, through variables and
project functions, into what clients get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from routelint.findings import Location, Related
from routelint.flow.calls import functions_on_the_way, reached
from routelint.flow.sending import Sending
from routelint.flow.writing import Writing
from routelint.model import ir
from routelint.model.app import Ref, Role
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Instance, Symbol, as_function
from routelint.model.vocabulary import Framework
from routelint.policies.sites import asks_for_development

_BROAD = frozenset({"builtins.Exception", "builtins.BaseException"})
#: Their texts tell what is wrong with the value that was given.
_OF_INPUT = frozenset(
    f"builtins.{name}"
    for name in (
        "ValueError",
        "TypeError",
        "KeyError",
        "UnicodeError",
        "UnicodeDecodeError",
        "NotImplementedError",
        "AssertionError",
    )
)
_FOR_USERS = re.compile(
    r"Valid|Invalid|MultiPart|Malformed|Decode|Pars|Expired|BadRequest|Unauthori|Forbidden|NotFound|Permission"
    r"|YAML|Expat|Authenti|OAuth|BadData|DoesNotExist|Schema|Signature|JWT|Jwt|Token|Conversion|Limit|Syntax|Conflict|Duplicate"
)
_TRACEBACKS = frozenset(
    {
        "traceback.format_exc",
        "traceback.format_exception",
        "traceback.format_exception_only",
        "traceback.format_tb",
    }
)
#: What makes a text of a value, or keeps the text that is in it.
_KEEPING = frozenset(
    {
        *(
            f"builtins.{name}"
            for name in ("str", "repr", "format", "dict", "list", "tuple", "bytes")
        ),
        "json.dumps",
        "html.escape",
        "markupsafe.escape",
        "markupsafe.Markup",
        "textwrap.shorten",
    }
)


def _keeping(project: Project) -> frozenset[str]:
    return project.memo(
        "functions-keeping-texts",
        lambda: _KEEPING.union(*(f.own_calls.texts for f in project.names.frameworks)),
    )


_OF_TEXT = frozenset(
    [
        "encode",
        "decode",
        "strip",
        "lstrip",
        "rstrip",
        "replace",
        "lower",
        "upper",
        "split",
        "splitlines",
        "title",
        "capitalize",
        "join",
        "format",
        "copy",
        "partition",
        "rpartition",
        "get",
    ]
)
#: Attributes of exceptions that say no less than their text.
_TELLING = frozenset(
    [
        "args",
        "message",
        "msg",
        "strerror",
        "stderr",
        "stdout",
        "output",
        "orig",
        "original_exception",
        "exception",
        "traceback",
        "__cause__",
        "__context__",
        "__traceback__",
    ]
)
#: Those that still are exceptions.
_INNER = frozenset(("orig", "original_exception", "exception", "__cause__", "__context__"))
_ERROR_NAME = re.compile(r"(?:^|_)(?:e|ex|exc|exn|err|error|exception)\d?$|Error$|Exception$")
_ELSEWHERE = re.compile(
    r"redirect|send_file|FileResponse|HTTPFound|HTTPSeeOther|HTTPMoved|url_for", re.I
)
_TEMPLATES = re.compile(r"render|template", re.I)
_ANSWERING = (
    Role.VIEW,
    Role.ERROR_HANDLER,
    Role.MIDDLEWARE,
    Role.BEFORE,
    Role.AFTER,
    Role.DECORATOR,
    Role.WSGI_APP,
    Role.WSGI_MIDDLEWARE,
)
_RESULTS = ("response", "continue", "transform", "value")


@dataclass(frozen=True, eq=False)
class Told:
    """What an expression tells of an exception. `origin` is where that was taken from it; `raw`: it is
    the exception itself, which has yet to become a text; `kind` is "foreign", "input" (the text is
    about what was given), "wrapped" (only what is inside of it tells more) or "parameter"; `keys`
    are those of a dictionary under which it stands, None where it is all of the value."""

    origin: Ref
    raw: bool
    kind: str
    keys: frozenset[str] | None = None
    trace: tuple[Related, ...] = ()


@dataclass(frozen=True, eq=False)
class Leak:
    """What clients get to read: `sink` is the call or statement that hands it to them, `told` what."""

    told: Told
    sink: Ref


@dataclass
class Summary:
    """`returned` is what the function gives back, with the place in a tuple or None."""

    leaks: list[Leak] = field(default_factory=list)
    returned: list[tuple[int | None, Told, ir.Stmt]] = field(default_factory=list)


Env = dict[str, Told]


def leaks(project: Project) -> Iterator[Leak]:
    """What clients are told of exceptions, in order of the functions that tell it."""
    on_the_way = functions_on_the_way(project)
    by_node = {id(f.node): f for f in (*project.pipeline_functions(), *reached(project))}
    functions = sorted(by_node.values(), key=lambda f: (f.module.path, f.node.span.start))
    telling: set[str] = set()
    pending = [f for f in functions if _may_tell(project, f)]
    done: set[int] = set()
    while pending:
        found = set[str]()
        for function in pending:
            done.add(id(function.node))
            summary = summary_of(project, function)
            if summary.returned:
                found.add(function.name)
        telling |= found
        pending = [
            f for f in functions if found and id(f.node) not in done and _calls(f.node, found)
        ]
    for function in functions:
        if id(function.node) not in done:
            continue
        handlers = project.handlers_of(function)
        if id(function.node) in on_the_way or handlers:
            yield from summary_of(project, function).leaks


def _calls(node: ir.Function, names: set[str]) -> bool:
    return any(
        (part.func.attr if isinstance(part.func, ir.Attribute) else ir.dotted(part.func)) in names
        for part in ir.nodes_of(node.body, ir.Call)
    )


def _may_tell(project: Project, function: FunctionRef) -> bool:
    if any(h.role == Role.ERROR_HANDLER for h in project.handlers_of(function)):
        return True
    body = function.node.body
    names, attributes = ir.words_of(body)
    return any(h.name for node in ir.nodes_of(body, ir.Try) for h in node.handlers) or not (
        _TRACEBACK_WORDS.isdisjoint(names) and _TRACEBACK_WORDS.isdisjoint(attributes)
    )


_TRACEBACK_WORDS = frozenset(
    {"format_exc", "format_exception", "format_tb", "exc_info", "traceback"}
)


def summary_of(project: Project, function: FunctionRef) -> Summary:
    """What a function tells by itself (kept)."""
    return project.guarded_memo(
        f"told:{id(function.node)}",
        Summary(),
        lambda: _Walk(project, function).run(_given(project, function)),
    )


def _summary_with(project: Project, function: FunctionRef, name: str, raw: bool) -> Summary:
    """What becomes of an exception (`raw`), or its text, that is given as the parameter `name`."""

    def compute() -> Summary:
        scope = project.scope(function)
        place = Ref(ir.Name(name, function.node.name_span), scope)
        return _Walk(project, function).run({name: Told(place, raw, "parameter")})

    return project.guarded_memo(f"told:{id(function.node)}:{name}:{raw}", Summary(), compute)


def _given(project: Project, function: FunctionRef) -> Env:
    """The exception that an error handler is given."""
    for handler in project.handlers_of(function):
        if handler.role != Role.ERROR_HANDLER:
            continue
        kind = _kind_for_handler(project, function)
        for param in function.node.params:
            if kind and param.kind != "**" and _ERROR_NAME.search(param.name):
                place = Ref(ir.Name(param.name, param.span), project.scope(function))
                return {param.name: Told(place, True, kind)}
    return {}


def _kind_for_handler(project: Project, function: FunctionRef) -> str:
    """Of what kind what an error handler gets is; empty when it may be shown, or isn't known."""
    kinds = set[str]()
    for container in project.containers:
        for registration in container.error_handlers:
            handler = registration.handler
            if handler is None or handler.function != function:
                continue
            selector = registration.selector
            if isinstance(selector, int):
                wrapped = "errors-are-wrapped" in handler.framework.facts
                kinds.add("" if selector < 500 else "wrapped" if wrapped else "foreign")
            elif isinstance(selector, str):
                ref = registration.selector_ref
                kinds.add(
                    _kind_of_class(project, ref.expr, ref.scope)
                    if ref is not None
                    else _kind_of_name(project, [selector])
                )
    if len(kinds) != 1:
        return ""
    return kinds.pop()


def _kind_of_class(project: Project, expr: ir.Expr | None, scope: Scope) -> str:
    """Whether the text of an exception of that class is "foreign", about "input" or fine ("")."""
    if isinstance(expr, ir.Collection):
        kinds = {_kind_of_class(project, item, scope) for item in expr.items}
        return "foreign" if "foreign" in kinds else "input" if kinds == {"input"} else ""
    value = project.evaluate(expr, scope)
    if isinstance(value, Instance):
        value = value.cls
    if isinstance(value, ClassRef) or value is None or not _is_imported(expr, scope):
        return ""
    return _kind_of_name(project, project.resolver.class_names(value))


def _is_imported(expr: ir.Expr | None, scope: Scope) -> bool:
    """Whether a class is one of a module: what an object has (`except stage.UpstreamError`) may be one
    of the project, with texts of its own."""
    if not isinstance(expr, ir.Attribute):
        return True
    while isinstance(expr, ir.Attribute):
        expr = expr.value
    at: Scope | None = scope if isinstance(expr, ir.Name) else None
    while at is not None and isinstance(expr, ir.Name):
        bindings = at.bindings(expr.id)
        if bindings:
            return any(binding.kind in ("import", "class") for binding in bindings)
        at = at.parent
    return False


def _kind_of_name(project: Project, names: list[str]) -> str:
    if not names:
        return ""
    if names[0] in _BROAD:
        return "foreign"
    known = project.names
    if any(name in known.exceptions or name in known.controls for name in names):
        return ""
    if any(name in _OF_INPUT for name in names) or _FOR_USERS.search(names[0].rpartition(".")[2]):
        return "input"
    last = names[0].rpartition(".")[2]
    return "foreign" if last[:1].isupper() or names[0].startswith("builtins.") else ""


class _Walk:
    """One reading of a function's body, in the order in which it runs."""

    def __init__(self, project: Project, function: FunctionRef) -> None:
        self.project = project
        self.function = function
        self.scope = project.scope(function)
        self.summary = Summary()
        self.statement: ir.Stmt | None = None
        self.answers = any(
            handler.role in _ANSWERING
            and (
                handler.contract is None
                or handler.contract.result in _RESULTS
                or handler.contract.body
            )
            for handler in project.handlers_of(function)
        )
        self.sending = Sending.of(project)
        self.writing = Writing.of(project)

    def run(self, env: Env) -> Summary:
        self.body(self.function.node.body, env)
        return self.summary

    def body(self, body: Iterable[ir.Stmt], env: Env) -> Env:
        for statement in body:
            self.statement = statement
            env = self.step(statement, env)
        return env

    def step(self, statement: ir.Stmt, env: Env) -> Env:
        if isinstance(statement, ir.Assign):
            self.sinks(statement.value, env)
            for target in statement.targets:
                self.assign(target, statement.value, env)
        elif isinstance(statement, ir.AugAssign):
            self.sinks(statement.value, env)
            told = self.told(statement.value, env)
            if told is not None and isinstance(statement.target, ir.Name) and not told.raw:
                env[statement.target.id] = told
        elif isinstance(statement, ir.ExprStmt):
            self.sinks(statement.value, env)
            self.changes(statement.value, env)
            if isinstance(statement.value, ir.Yield) and self.function.node.is_generator:
                self.answer(statement.value.value, statement, env)
        elif isinstance(statement, ir.Return):
            self.sinks(statement.value, env)
            self.answer(statement.value, statement, env)
        elif isinstance(statement, ir.Raise):
            self.sinks(statement.exc, env)
        elif isinstance(statement, ir.If):
            return self.branch(statement, env)
        elif isinstance(statement, (ir.For, ir.While)):
            if isinstance(statement, ir.For):
                told = self.told(statement.iter, env)
                if told is not None and isinstance(statement.target, ir.Name):
                    env[statement.target.id] = told
            env = self.body(statement.body, env)
            env = self.body(statement.orelse, env)
        elif isinstance(statement, ir.With):
            for item in statement.items:
                self.sinks(item.context, env)
            env = self.body(statement.body, env)
        elif isinstance(statement, ir.Try):
            before = dict(env)
            after = self.body(statement.body, env)
            after = self.body(statement.orelse, after)
            for handler in statement.handlers:
                caught = {**before, **{k: v for k, v in env.items() if k in before}}
                kind = _kind_of_class(self.project, handler.type, self.scope)
                if handler.name and kind and handler.type is not None:
                    place = Ref(ir.Name(handler.name, handler.header), self.scope)
                    caught[handler.name] = Told(place, True, kind)
                inner = self.body(handler.body, caught)
                inner.pop(handler.name or "", None)
                if not _ends(handler.body):
                    after = {**after, **inner}
            env = self.body(statement.finalbody, after)
        elif isinstance(statement, ir.Match):
            merged: Env = {}
            for case in statement.cases:
                merged.update(self.body(case.body, dict(env)))
            env = {**env, **merged}
        return env

    def branch(self, statement: ir.If, env: Env) -> Env:
        self.sinks(statement.test, env)
        if asks_for_development(statement.test):
            # What is told while developing is meant so.
            return {} if _ends(statement.body) or _ends(statement.orelse) else env
        one = self.body(statement.body, self.narrowed(statement.test, env))
        other = self.body(statement.orelse, dict(env))
        if _ends(statement.body):
            return other
        if statement.orelse and _ends(statement.orelse):
            return one
        return {**one, **other}

    def narrowed(self, test: ir.Expr, env: Env) -> Env:
        """What is told of where a condition holds."""
        inside = dict(env)
        for name, kind in self.tested(test):
            if name in inside and kind:
                inside[name] = replace(inside[name], kind=kind)
            else:
                inside.pop(name, None)
        return inside

    def tested(self, test: ir.Expr) -> Iterator[tuple[str, str]]:
        """What a condition says about the class of an exception."""
        for node in ir.walk(test):
            if isinstance(node, ir.Not):
                return
            if isinstance(node, ir.Call) and ir.dotted(node.func) in ("isinstance", "hasattr"):
                subject = node.positional(0)
                if isinstance(subject, ir.Name):
                    asked = ir.dotted(node.func) == "hasattr"
                    kind = _kind_of_class(self.project, node.positional(1), self.scope)
                    yield subject.id, "" if asked else kind

    # --- values -----------------------------------------------------------------------------------
    def assign(self, target: ir.Expr, value: ir.Expr | None, env: Env) -> None:
        if isinstance(target, ir.Collection):
            if isinstance(value, ir.Collection) and len(value.items) == len(target.items):
                for one, other in zip(target.items, value.items, strict=True):
                    self.assign(one, other, env)
                return
            for index, one in enumerate(target.items):
                if isinstance(one, ir.Name):
                    env.pop(one.id, None)
                    for part in self.parts(value, index):
                        env[one.id] = part
            return
        told = self.told(value, env)
        if isinstance(target, ir.Name):
            env.pop(target.id, None)
            if told is not None:
                env[target.id] = told
        elif told is not None and not told.raw:
            if self.writing.kind(target, self.scope) == "body":
                self.leak(told, target)
            elif isinstance(target, ir.Subscript) and isinstance(target.value, ir.Name):
                key = _text(target.index)
                held = env.get(target.value.id)
                known = held.keys if held is not None else frozenset[str]()
                keys = None if key is None or known is None else known | {key}
                env[target.value.id] = replace(told, keys=keys)
            elif self.is_body_of_answer(target):
                self.leak(told, target)

    def is_body_of_answer(self, target: ir.Expr) -> bool:
        """`response.text = ...` of a response that is sent, or was made here."""
        if not isinstance(target, ir.Attribute):
            return False
        if target.attr not in ("body", "text", "json_body", "json", "content", "data", "media"):
            return False
        value = self.project.evaluate(target.value, self.scope)
        names = self.project.resolver.class_names(value) if isinstance(value, Instance) else []
        return any(name in self.project.names.responses for name in names)

    def parts(self, value: ir.Expr | None, index: int) -> Iterator[Told]:
        """What a place in the tuple that a project function returns tells."""
        call = value.value if isinstance(value, ir.Await) else value
        if isinstance(call, ir.Call):
            function = as_function(self.project.evaluate(call.func, self.scope))
            if function is not None and not function.node.is_generator:
                for place, told, statement in summary_of(self.project, function).returned:
                    if place == index:
                        yield self.through(told, function, statement)

    def changes(self, expr: ir.Expr, env: Env) -> None:
        """`errors.append(str(e))`, `answer.update(error=str(e))`."""
        if not isinstance(expr, ir.Call) or not isinstance(expr.func, ir.Attribute):
            return
        owner = expr.func.value
        if isinstance(owner, ir.Name) and expr.func.attr in (
            "append",
            "update",
            "insert",
            "extend",
        ):
            for arg in expr.args:
                told = self.told(arg.value, env)
                if told is not None and not told.raw:
                    env[owner.id] = replace(told, keys=None)

    def told(self, expr: ir.Expr | None, env: Env) -> Told | None:
        """What an expression tells of an exception."""
        if expr is None or isinstance(expr, ir.Constant):
            return None
        if isinstance(expr, ir.Name):
            return env.get(expr.id)
        if isinstance(expr, ir.Attribute):
            inner = self.told(expr.value, env)
            if inner is None:
                return None
            if inner.raw:
                if expr.attr not in _TELLING:
                    return None
                if inner.kind == "wrapped" and expr.attr not in _INNER | {"traceback"}:
                    return None
                kind = "foreign" if inner.kind == "wrapped" else inner.kind
                raw = expr.attr in _INNER
                return Told(Ref(expr, self.scope), raw, kind, None, inner.trace)
            return inner if inner.keys is not None and expr.attr in inner.keys else None
        if isinstance(expr, ir.FormattedString):
            return self.as_text(self.first(expr.parts, env), expr)
        if isinstance(expr, ir.BinaryOp):
            return self.as_text(self.first((expr.left, expr.right), env), expr)
        if isinstance(expr, (ir.Await, ir.Starred)):
            return self.told(expr.value, env)
        if isinstance(expr, ir.NamedExpr):
            return self.told(expr.value, env)
        if isinstance(expr, ir.BoolOp):
            return self.first(expr.values, env)
        if isinstance(expr, ir.Conditional):
            if asks_for_development(expr.test):
                return None
            shown = self.told(expr.body, self.narrowed(expr.test, env))
            return shown or self.told(expr.orelse, env)
        if isinstance(expr, ir.Collection):
            return self.first(expr.items, env)
        if isinstance(expr, ir.Dictionary):
            return self.of_dictionary(expr, env)
        if isinstance(expr, ir.Subscript):
            return self.of_item(self.told(expr.value, env), expr.index, expr) or self.of_exc_info(
                expr
            )
        if isinstance(expr, ir.Comprehension):
            inside = dict(env)
            for clause in expr.clauses:
                told = self.told(clause.iter, env)
                if told is not None and isinstance(clause.target, ir.Name):
                    inside[clause.target.id] = told
            return self.first(expr.elements, inside)
        if isinstance(expr, ir.Call):
            return self.of_call(expr, env)
        return None

    def of_exc_info(self, expr: ir.Subscript) -> Told | None:
        """`kwargs["exc_info"]`, as functions that write errors are given it."""
        if _text(expr.index) == "exc_info":
            return Told(Ref(expr, self.scope), False, "foreign")
        return None

    def first(self, parts: Iterable[ir.Expr], env: Env) -> Told | None:
        return next((t for p in parts if (t := self.told(p, env)) is not None), None)

    def as_text(self, told: Told | None, expr: ir.Expr) -> Told | None:
        if told is None or told.kind == "wrapped":
            return None
        if told.raw:
            return Told(Ref(expr, self.scope), False, told.kind, None, told.trace)
        return replace(told, keys=None)

    def of_dictionary(self, expr: ir.Dictionary, env: Env) -> Told | None:
        found: Told | None = None
        keys: frozenset[str] | None = frozenset()
        for key, value in expr.items:
            told = self.told(value, env)
            if told is None:
                continue
            found = found or told
            name = None if key is None else _text(key)
            keys = None if keys is None or name is None else keys | {name}
        return None if found is None else replace(found, keys=keys)

    def of_item(self, told: Told | None, index: ir.Expr | None, expr: ir.Expr) -> Told | None:
        if told is None:
            return None
        if told.keys is None:
            return told
        key = None if index is None else _text(index)
        return replace(told, keys=None) if key in told.keys else None

    def of_call(self, call: ir.Call, env: Env) -> Told | None:
        func = self.project.evaluate(call.func, self.scope)
        name = func.name if isinstance(func, Symbol) else ""
        if name == "sys.exc_info":
            return Told(Ref(call, self.scope), True, "foreign")
        if name in _TRACEBACKS:
            return Told(Ref(call, self.scope), False, "foreign")
        if isinstance(call.func, ir.Attribute) and call.func.attr in _OF_TEXT:
            owner = self.told(call.func.value, env)
            if call.func.attr == "get":
                return self.of_item(owner, call.positional(0), call)
            if owner is not None and not owner.raw:
                return owner
            if call.func.attr in ("format", "join"):
                return self.as_text(self.first((a.value for a in call.args), env), call)
            return None
        if name == "builtins.getattr":
            return self.as_text(self.told(call.positional(2), env), call)
        if name in _keeping(self.project):
            return self.as_text(self.first((a.value for a in call.args), env), call)
        if self.builds(func) or (isinstance(func, ClassRef) and not self.is_exception(func)):
            return self.of_object(call, env)
        function = as_function(func)
        if function is None or function.node.is_generator:
            return None
        for told, summary in self.given(call, function, env):
            for place, inner, statement in summary.returned:
                if place is None and inner.kind == "parameter":
                    shown = Told(told.origin, False, told.kind, inner.keys, told.trace)
                    if told.raw and isinstance(told.origin.expr, ir.Name):
                        shown = replace(shown, origin=Ref(call, self.scope))
                    return self.through(shown, function, statement)
        for place, inner, statement in summary_of(self.project, function).returned:
            if place is None:
                return self.through(inner, function, statement)
        return None

    def of_object(self, call: ir.Call, env: Env) -> Told | None:
        keys: frozenset[str] | None = frozenset()
        found: Told | None = None
        for arg in call.args:
            told = self.told(arg.value, env)
            if told is None or arg.keyword in ("headers", "background") or told.raw:
                continue
            found = found or told
            keys = None if keys is None or arg.keyword is None else keys | {arg.keyword}
        return None if found is None else replace(found, keys=keys)

    def through(self, told: Told, function: FunctionRef, statement: ir.Stmt) -> Told:
        place = Location(function.module.path, statement.span)
        return replace(
            told, trace=(*told.trace, Related(place, f"`{function.name}` gives it back here"))
        )

    def given(
        self, call: ir.Call, function: FunctionRef, env: Env
    ) -> Iterator[tuple[Told, Summary]]:
        """What a call hands to a project function, with what becomes of it there."""
        names = [p.name for p in function.node.params if p.kind not in ("*", "**")]
        if names[:1] in (["self"], ["cls"]) and function.owner is not None:
            names = names[1:]
        for index, arg in enumerate(call.args):
            name = arg.keyword or (names[index] if index < len(names) else None)
            told = self.told(arg.value, env)
            if (
                told is None
                or name is None
                or arg.star
                or name not in {p.name for p in function.node.params}
            ):
                continue
            if told.kind != "wrapped":
                yield told, _summary_with(self.project, function, name, told.raw)

    def builds(self, func: object) -> bool:
        """Whether something makes an answer of what it is given."""
        names = self.project.names
        if isinstance(func, ClassRef):
            found = self.project.resolver.class_names(func)
        else:
            found = [getattr(func, "name", "")] if not isinstance(func, FunctionRef) else []
        return any(n in names.responses and not _ELSEWHERE.search(n) for n in found)

    def is_exception(self, cls: ClassRef) -> bool:
        names = self.project.resolver.class_names(cls)
        return any(n.endswith(("Error", "Exception", "Warning")) for n in names)

    # --- where it goes ----------------------------------------------------------------------------
    def sinks(self, expr: ir.Expr | None, env: Env) -> None:
        """The calls in an expression that hand what they are given to clients."""
        if expr is None:
            return
        for node in ir.walk(expr):
            if isinstance(node, ir.Call) and node.args:
                self.sink(node, env)

    def sink(self, call: ir.Call, env: Env) -> None:
        if not env and not any(_is_interesting(arg.value) for arg in call.args):
            return
        found = [(arg, t) for arg in call.args if (t := self.told(arg.value, env)) is not None]
        if not found:
            return
        func = self.project.evaluate(call.func, self.scope)
        name = getattr(func, "name", "") if not isinstance(func, FunctionRef) else ""
        known = self.project.names
        classes = self.project.resolver.class_names(func) if isinstance(func, ClassRef) else [name]
        error = next((n for n in classes if n in known.exceptions or n in known.aborts), None)
        if self.builds(func):
            for arg, told in found:
                if arg.keyword in ("headers", "background", "status", "reason"):
                    continue
                if not told.raw or (told.kind != "wrapped" and _TEMPLATES.search(name)):
                    self.leak(told, call)
            return
        if error is not None:
            framework = known.exceptions.get(error) or known.aborts[error]
            if self.hides_text(call, error, framework):
                return
            for index, arg in enumerate(call.args):
                given = self.told(arg.value, env)
                shown = arg.keyword if arg.keyword is not None else index
                if given is not None and shown in framework.error_texts:
                    if not given.raw or "errors-become-text" in framework.facts:
                        self.leak(given, call)
            return
        if (
            self.sending.kind(call, self.scope)
            or self.writing.kind(call.func, self.scope) == "body"
        ):
            for arg, told in found:
                if arg.keyword not in ("headers", "exc_info") and (
                    not told.raw or (told.kind != "wrapped" and _TEMPLATES.search(name))
                ):
                    self.leak(told, call)
            return
        function = as_function(func)
        if function is not None:
            for told, summary in self.given(call, function, env):
                for inner in summary.leaks:
                    if inner.told.kind == "parameter":
                        self.leak(told, call, inner)

    def hides_text(self, call: ir.Call, error: str, framework: Framework) -> bool:
        """Whether it is an error of status 500, of which the framework shows no text."""
        without_status = framework.facts.get("hides-text-of-500", "").split()
        status = call.keyword("status_code")
        if status is None:
            return error in without_status
        return bool(without_status) and self.project.resolver.constant(status, self.scope) == 500

    def leak(self, told: Told, node: ir.Expr | ir.Stmt, inner: Leak | None = None) -> None:
        if told.kind == "wrapped":
            return
        if told.kind == "input" and not self.is_server_error(node):
            return
        sink = Ref(node, self.scope)  # type: ignore[arg-type]
        if inner is not None:
            what = Related(inner.sink.location, "handed to the client here")
            told = replace(told, raw=False, trace=(*told.trace, what, *inner.told.trace))
            if isinstance(told.origin.expr, ir.Name):
                told = replace(told, origin=sink)
        elif told.raw:
            told = replace(told, raw=False, origin=sink)
        self.summary.leaks.append(Leak(told, sink))

    def is_server_error(self, node: ir.Expr | ir.Stmt) -> bool:
        """Whether an answer says that it is the server's fault."""
        parts = [node] if self.statement is None else [node, self.statement]
        return any(
            (isinstance(n, ir.Constant) and type(n.value) is int and 500 <= n.value < 600)
            or (isinstance(n, ir.Attribute) and _SERVER_ERROR.search(n.attr))
            for part in parts
            for n in ir.walk(part)
        )

    def answer(self, value: ir.Expr | None, statement: ir.Stmt, env: Env) -> None:
        """What a function gives back: an answer when the framework asked for it."""
        if value is None:
            return
        if isinstance(value, ir.Collection) and value.kind == "tuple":
            if not self.answers:
                for index, item in enumerate(value.items):
                    part = self.told(item, env)
                    if part is not None and not part.raw:
                        place = index if len(value.items) > 1 else None
                        self.summary.returned.append((place, part, statement))
                return
            value = value.items[0] if value.items else value
        told = self.told(value, env)
        if told is None or told.raw or told.kind == "wrapped":
            return
        if self.answers:
            self.leak(told, value)
        else:
            self.summary.returned.append((None, told, statement))


_SERVER_ERROR = re.compile(
    r"^(?:HTTP_)?5\d\d|INTERNAL_SERVER_ERROR|BAD_GATEWAY|SERVICE_UNAVAILABLE"
)


def _is_interesting(expr: ir.Expr) -> bool:
    return any(
        isinstance(n, (ir.Call, ir.Subscript))
        or (isinstance(n, ir.Name) and n.id in _TRACEBACK_WORDS)
        or (isinstance(n, ir.Attribute) and n.attr in _TRACEBACK_WORDS)
        for n in ir.walk(expr)
    )


def _text(expr: ir.Expr) -> str | None:
    return expr.value if isinstance(expr, ir.Constant) and isinstance(expr.value, str) else None


def _ends(body: tuple[ir.Stmt, ...]) -> bool:
    return (bool(body) and isinstance(body[-1], (ir.Return, ir.Raise))) or (
        bool(body) and isinstance(body[-1], ir.Simple) and body[-1].kind in ("continue", "break")
    )
