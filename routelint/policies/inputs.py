"""Which texts come from clients, and what is made of them on the way to a path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Handler, Ref, Role
from routelint.model.project import Project
from routelint.model.regex import groups as regex_groups
from routelint.model.scopes import Binding, Scope
from routelint.model.values import FunctionRef, Instance, Known, Member, Symbol, as_function
from routelint.model.vocabulary import Framework
from routelint.policies.files import is_normalised, separated, touched
from routelint.policies.sites import active

_NO_TEXT = frozenset({"int", "float", "bool", "UUID", "uuid.UUID", "date", "datetime", "Decimal"})
_SAME_TEXT = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "removeprefix"}
    | {"removesuffix", "expanduser", "resolve", "absolute", "with_suffix", "joinpath", "as_posix"}
)
_SAME_ARGUMENT = frozenset(
    {"builtins.str", "urllib.parse.unquote", "urllib.parse.unquote_plus", "urllib.parse.urlparse"}
    | {"urllib.parse.urlsplit", "urllib.parse.parse_qs", "urllib.parse.parse_qsl", "os.fspath"}
    | {f"os.path.{n}" for n in ("normpath", "abspath", "realpath", "expanduser", "expandvars")}
    | {"typing.cast", "os.fsdecode"}
)
_PATHS = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "anyio.Path"})
_PARTS = frozenset({"path", "query"})
_DEPTH = 12


@dataclass(frozen=True, eq=False)
class Reading:
    """A function, with the parameters that hold a text of the client's."""

    function: FunctionRef
    params: frozenset[str]


def readings(project: Project) -> list[Reading]:
    """All functions that may see texts of clients, with those of their parameters that hold one."""
    return [
        Reading(function, client_parameters(project, function))
        for function in project.pipeline_functions()
    ]


def client_parameters(project: Project, function: FunctionRef) -> frozenset[str]:
    """The parameters of a handler that hold a text of the client's in which `../` may stand."""
    found: set[str] = set()
    for handler in project.handlers_of(function):
        if handler.role in (Role.VIEW, Role.WEBSOCKET):
            found |= set(_of_handler(project, handler))
    return frozenset(found)


def _of_handler(project: Project, handler: Handler) -> Iterator[str]:
    inputs = handler.framework.inputs
    params = [p for p in handler.function.node.params if not p.kind.startswith("*")]
    if inputs.groups:
        yield from _open_groups(handler, params[1:])
        return
    open_names = set(_open_parameters(handler))
    all_names = {p.name for r in handler.routes if r.pattern for p in r.pattern.params}
    known = bool(handler.routes) and all(r.pattern is not None for r in handler.routes)
    option = handler.framework.lazy_dependencies
    if option and inputs.from_query:
        provided = project.memo(f"provided-by:{option}", lambda: _provided(project, option))
        known = known and provided is not None
        all_names |= provided or frozenset()
    for param in params:
        if not _may_be_text(project, param, handler.function.scope):
            continue
        if param.name in open_names or (
            inputs.from_query
            and known
            and param.name not in all_names
            and _is_query(project, param, handler.function.scope)
        ):
            yield param.name


def _provided(project: Project, option: str) -> frozenset[str] | None:
    """The names by which handlers are given what others make; None where they are not all known."""
    refs = [c.options[option] for c in project.containers if option in c.options]
    for route in project.routes:
        given = None if route.call is None else route.call.keyword(option)
        if given is not None:
            refs.append(Ref(given, route.scope))
    found: set[str] = set()
    for ref in refs:
        value = project.evaluate(ref.expr, ref.scope)
        if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
            return None
        for key, _ in value.expr.items:
            name = None if key is None else project.resolver.constant(key, value.scope)
            if not isinstance(name, str):
                return None
            found.add(name)
    return frozenset(found)


def _open_groups(handler: Handler, params: list[ir.Parameter]) -> Iterator[str]:
    """Groups with names are given by name, and if there are none all by their position; a route of
    which the groups don't fit the parameters is none of this handler's."""
    names = [param.name for param in params]
    kinds = {param.kind for param in handler.function.node.params}
    open_names = set(_open_parameters(handler))
    for route in handler.routes:
        found = () if route.pattern is None else regex_groups(route.pattern.regex or "")
        named = {name for name, _ in found if name is not None}
        if named:
            if "**" in kinds or named <= set(names):
                yield from (name for name in names if name in named & open_names)
        elif "*" in kinds or len(found) <= len(names):
            for name, (_, inner) in zip(names, found, strict=False):
                if _holds_parents(inner, handler):
                    yield name


def _open_parameters(handler: Handler) -> Iterator[str]:
    """The parameters of the paths of a handler that can hold `../`."""
    for route in handler.routes:
        if route.pattern is None:
            continue
        for param in route.pattern.params:
            if param.spans_segments or (
                handler.framework.inputs.decoded and _matches(param.regex, "..%2Fx")
            ):
                yield param.name
        for name, inner in regex_groups(route.pattern.regex or ""):
            if name is not None and _holds_parents(inner, handler):
                yield name


def _holds_parents(regex: str, handler: Handler) -> bool:
    return _matches(regex, "../x") or (
        handler.framework.inputs.decoded and _matches(regex, "..%2Fx")
    )


def _matches(regex: str, text: str) -> bool:
    try:
        return re.fullmatch(regex, text) is not None
    except re.error:
        return False


def _may_be_text(project: Project, param: ir.Parameter, scope: Scope) -> bool:
    if param.annotation is None:
        return True
    names = {
        (project.name_of(node, scope) or ir.dotted(node) or "").rpartition(".")[2]
        for node in ir.walk(param.annotation)
        if isinstance(node, (ir.Name, ir.Attribute))
    }
    for node in ir.walk(param.annotation):
        if isinstance(node, ir.Constant) and isinstance(node.value, str):
            names |= set(re.findall(r"\w+", node.value))
    return bool(names & {"str", "Path"}) and names.isdisjoint(
        {"Depends", "Enum", "Literal", "Security", "Provide", "Dependency"}
    )


def _is_query(project: Project, param: ir.Parameter, scope: Scope) -> bool:
    """Whether a parameter of a handler is taken from the query, as a text without a pattern."""
    if param.name in ("self", "cls") or param.annotation is None:
        return False
    places = [param.default, *ir.walk(param.annotation)]
    if "str" not in ir.text(param.annotation, 400) and not any(
        isinstance(node, (ir.Name, ir.Attribute)) and project.name_of(node, scope) in _PATHS
        for node in places
    ):
        return False
    for node in places:
        if isinstance(node, ir.Call):
            name = project.name_of(node.func, scope) or ir.dotted(node.func) or ""
            if name.rpartition(".")[2] not in (
                "Query",
                "Form",
                "Header",
                "Cookie",
                "Body",
                "Param",
            ):
                return False
            if any(a.keyword in ("pattern", "regex", "enum") for a in node.args):
                return False
    return param.default is None or isinstance(param.default, (ir.Constant, ir.Call))


class Texts:
    """What of a function's expressions is, or is made of, a text of the client's."""

    def __init__(self, project: Project, reading: Reading, depth: int = 0) -> None:
        self.project = project
        self.reading = reading
        self.scope = project.scope(reading.function)
        self.depth = depth
        self._active: set[int] = set()

    def source(self, expr: ir.Expr | None, scope: Scope | None = None) -> ir.Expr | None:
        """The text of the client's from which a path may be made by an expression such that `../` in it
        leads elsewhere; None for what is not known to be one."""
        if expr is None or id(expr) in self._active or len(self._active) > _DEPTH:
            return None
        self._active.add(id(expr))
        try:
            return self._source(expr, scope or self.scope)
        finally:
            self._active.discard(id(expr))

    def _source(self, expr: ir.Expr, scope: Scope) -> ir.Expr | None:
        if isinstance(expr, ir.Name):
            return self._of_name(expr, scope)
        if isinstance(expr, (ir.Attribute, ir.Subscript, ir.Call)) and self._is_client(expr, scope):
            return expr
        if isinstance(expr, (ir.Await, ir.NamedExpr, ir.Starred)):
            return self.source(expr.value, scope)
        if isinstance(expr, ir.BoolOp):
            return self._any(expr.values, scope)
        if isinstance(expr, ir.Conditional):
            return self._any((expr.body, expr.orelse), scope)
        if isinstance(expr, ir.FormattedString):
            return self._of_pieces(expr.parts, scope)
        if isinstance(expr, ir.BinaryOp):
            if expr.op == "/":
                return self._any((expr.right, expr.left), scope)
            if expr.op == "+":
                return self._of_pieces(_summands(expr), scope)
            if expr.op == "%" and isinstance(expr.left, ir.Constant):
                return self._of_template(str(expr.left.value), expr.right, scope)
            return None
        if isinstance(expr, ir.Attribute):
            # of `urlsplit(...)`
            return self.source(expr.value, scope) if expr.attr in _PARTS else None
        if isinstance(expr, ir.Subscript):
            return self.source(expr.value, scope)
        if isinstance(expr, ir.Call):
            return self._of_call(expr, scope)
        return None

    def _any(self, exprs: tuple[ir.Expr, ...] | list[ir.Expr], scope: Scope) -> ir.Expr | None:
        return next((s for s in (self.source(e, scope) for e in exprs) if s is not None), None)

    def _of_pieces(
        self, pieces: tuple[ir.Expr, ...] | list[ir.Expr], scope: Scope
    ) -> ir.Expr | None:
        """`../` behind a literal without a slash at its end is below a directory that isn't there."""
        before: ir.Expr | None = None
        for piece in pieces:
            literal = before.value if isinstance(before, ir.Constant) else ""
            if not literal or (isinstance(literal, str) and literal.endswith(("/", "\\"))):
                found = self.source(piece, scope)
                if found is not None:
                    return found
            before = piece
        return None

    def _of_template(self, template: str, given: ir.Expr, scope: Scope) -> ir.Expr | None:
        if not re.search(r"(?:^|[/\\]|%s)%s", template):
            return None
        if isinstance(given, ir.Collection):
            return self._any(given.items, scope)
        return self.source(given, scope)

    def _of_call(self, call: ir.Call, scope: Scope) -> ir.Expr | None:
        name = self.project.name_of(call.func, scope)
        given = [arg.value for arg in call.args]
        if name == "os.path.join" or name in _PATHS:
            return self._any(given, scope)
        if name in _SAME_ARGUMENT:
            return self._any(given, scope)
        if isinstance(call.func, ir.Attribute):
            if call.func.attr == "format" and isinstance(call.func.value, ir.Constant):
                template = str(call.func.value.value)
                if re.search(r"(?:^|[/\\]|\})\{", template):
                    return self._any(given, scope)
                return None
            if call.func.attr == "joinpath":
                return self._any([*given, call.func.value], scope)
            if call.func.attr in _SAME_TEXT:
                return self.source(call.func.value, scope)
        return self._of_helper(call, scope)

    def _of_helper(self, call: ir.Call, scope: Scope) -> ir.Expr | None:
        """The argument that a function of the project makes its result of, without a look at it."""
        callee = as_function(self.project.evaluate(call.func, scope))
        if callee is None or self.depth > 2 or callee.node.is_generator:
            return None
        passed = self.passed(call, callee, scope)
        if not passed:
            return None
        reading = Reading(callee, frozenset(passed))
        inner = Texts(self.project, reading, self.depth + 1)
        if looks_at(self.project, inner):
            return None
        for node in ir.nodes_of(callee.node.body, ir.Return):
            if inner.source(node.value) is not None:
                return next(iter(passed.values()))
        return None

    def passed(
        self, call: ir.Call, callee: FunctionRef, scope: Scope | None = None
    ) -> dict[str, ir.Expr]:
        """The parameters of a function of the project that a call gives texts of the client's to."""
        sources = {
            name: self.source(argument, scope)
            for name, argument in self.arguments(call, callee).items()
        }
        return {name: source for name, source in sources.items() if source is not None}

    def arguments(self, call: ir.Call, callee: FunctionRef) -> dict[str, ir.Expr]:
        """What a call gives to the parameters of a function of the project."""
        params = [p for p in callee.node.params if p.kind not in ("*", "**")]
        if params and params[0].name in ("self", "cls") and isinstance(call.func, ir.Attribute):
            params = params[1:]
        found: dict[str, ir.Expr] = {}
        for i, param in enumerate(params):
            given = call.argument(None if param.kind == "keyword-only" else i, param.name)
            if given is not None:
                found[param.name] = given
        return found

    def _of_name(self, name: ir.Name, scope: Scope) -> ir.Expr | None:
        current: Scope | None = scope
        while current is not None and not current.bindings(name.id):
            current = current.parent
        if current is None or not isinstance(current.node, ir.Function):
            return None
        if current.node is not self.reading.function.node:
            return None
        found: ir.Expr | None = None
        for binding in current.bindings(name.id):
            if binding.kind == "parameter":
                if name.id in self.reading.params:
                    found = found or name
                    continue
                return None
            if isinstance(binding.value, ir.Constant):
                continue
            if isinstance(binding.node, ir.AugAssign):
                found = found or self._of_addition(binding.node, current)
                continue
            source = self._of_binding(binding, current)
            if source is None and not _mentions(binding.value, name.id):
                return None
            if source is None and binding.value is not None and id(binding.value) in self._active:
                continue
            if source is None:
                return None
            found = found or source
        return found

    def _of_addition(self, statement: ir.AugAssign, scope: Scope) -> ir.Expr | None:
        """What `path /= name` or `path += "/" + name` adds to what the path is made of."""
        if statement.op == "+":
            before = ir.Constant("-", statement.span)
            return self._of_pieces([before, *_summands(statement.value)], scope)
        return self.source(statement.value, scope) if statement.op == "/" else None

    def _of_binding(self, binding: Binding, scope: Scope) -> ir.Expr | None:
        if binding.value is None or binding.kind not in ("value", "element"):
            return None
        if binding.index is not None:
            return None
        return self.source(binding.value, scope)

    def _is_client(self, expr: ir.Attribute | ir.Subscript | ir.Call, scope: Scope) -> bool:
        frameworks = active(self.project)
        if isinstance(expr, ir.Subscript):
            key = self.project.resolver.constant(expr.index, scope)
            where = ir.dotted(expr.value)
            if any((where, key) in f.inputs.items for f in frameworks):
                return True
        if isinstance(expr, ir.Call):
            kind = ir.dotted(expr.keyword("type"))
            if kind in _NO_TEXT:
                return False
            if isinstance(expr.func, ir.Attribute) and expr.func.attr == "get":
                key = self.project.resolver.constant(expr.positional(0), scope)
                where = ir.dotted(expr.func.value)
                if any((where, key) in f.inputs.items for f in frameworks):
                    return True
        value = self.project.evaluate(expr, scope)
        name = ""
        if isinstance(value, (Member, Symbol)):
            name = value.name
        elif isinstance(value, Instance) and isinstance(value.cls, Symbol):
            name = value.cls.name
        if not name:
            return False
        for framework in frameworks:
            if _is_text(name, framework, expr):
                return True
            if any(name in (f"{n}.[]", f"{n}.get") for n in framework.inputs.path_texts):
                return self._names_open_parameter(expr, scope)
        return False

    def _names_open_parameter(self, expr: ir.Expr, scope: Scope) -> bool:
        index = expr.index if isinstance(expr, ir.Subscript) else None
        if isinstance(expr, ir.Call):
            index = expr.positional(0)
        key = self.project.resolver.constant(index, scope)
        handlers = self.project.handlers_of(self.reading.function)
        return any(key in set(_open_parameters(handler)) for handler in handlers)


def _is_text(name: str, framework: Framework, expr: ir.Expr) -> bool:
    """Whether a canonical name is that of a text, or of an item of what holds texts."""
    texts = framework.inputs.texts
    if name in texts:
        return True
    base, _, last = name.rpartition(".")
    while last == "[]" and base not in texts and base.endswith(".[]"):
        base = base[:-3]
    if base not in texts:
        return False
    if isinstance(expr, ir.Call):
        return last in ("get", "getlist", "pop", "getone", "getall", "getunicode", "get_list")
    return last == "[]" or isinstance(expr, ir.Attribute)


def _summands(expr: ir.Expr) -> list[ir.Expr]:
    if isinstance(expr, ir.BinaryOp) and expr.op == "+":
        return [*_summands(expr.left), *_summands(expr.right)]
    return [expr]


def _mentions(expr: ir.Expr | None, name: str) -> bool:
    return expr is not None and any(
        isinstance(node, ir.Name) and node.id == name for node in ir.walk(expr)
    )


# --- whether a function looks at what it was given ------------------------------------------------
_CONTAINING = frozenset(
    {"is_relative_to", "relative_to", "commonpath", "safe_join", "safe_path", "samefile"}
)
_TELLING = frozenset(
    {"isalnum", "isdigit", "isalpha", "isidentifier", "isdecimal", "isnumeric", "match"}
    | {"fullmatch", "search", "issubset", "index", "find", "count", "isascii"}
)
_NO_LOOK = frozenset(
    {"exists", "isfile", "isdir", "is_file", "is_dir", "len", "print", "str", "lower", "endswith"}
    | {"log", "info", "debug", "warning", "error", "exception", "open", "remove", "unlink", "join"}
    | {"listdir", "makedirs", "mkdir", "startswith", "isinstance", "stat", "getsize", "append"}
    | {"getmtime", "write", "read", "rmtree", "strip", "load", "dump", "format", "lexists"}
)


def looks_at(project: Project, texts: Texts, body: tuple[ir.Stmt, ...] | None = None) -> bool:
    """Whether a function (or `body`, some of its statements) asks what is in a text of the client's,
    or where the path that it makes of one leads to, as far as can be told: what it hands to functions
    that are not known counts."""
    body = texts.reading.function.node.body if body is None else body
    for node in ir.walk_body(body):
        if isinstance(node, ir.Call) and _last_name(node.func) in _CONTAINING:
            return True
        if isinstance(node, ir.Compare) and _compares(texts, node):
            return True
        if isinstance(node, ir.Comprehension) and _compares_each(texts, node):
            return True
        if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
            name = node.func.attr
            if name in _TELLING and texts.source(node.func.value) is not None:
                return True
            if name in _TELLING and any(texts.source(a.value) is not None for a in node.args):
                return True
            if name == "startswith" and _is_prefix_test(texts, node):
                return True
    if any(_asks(project, texts, expr) for expr in _asked(body)):
        return True
    if any(_is_look(project, texts, n) for n in ir.nodes_of(body, ir.Call)):
        return True
    return any(_wraps_with_look(project, texts, wrapper) for wrapper in _wrappers(project, texts))


def _wrappers(project: Project, texts: Texts) -> Iterator[FunctionRef]:
    """The functions that decorators of the project put around a function."""
    function = texts.reading.function
    for decorator in function.node.decorators:
        made = decorator.value.func if isinstance(decorator.value, ir.Call) else decorator.value
        outer = as_function(project.evaluate(made, function.scope))
        pending = [] if outer is None else [outer]
        while pending:
            current = pending.pop()
            scope = project.scope(current)
            inner = [
                FunctionRef(current.module, node, scope)
                for node in ir.nodes_of(current.node.body, ir.Function)
            ]
            yield from inner
            pending += inner


def _wraps_with_look(project: Project, texts: Texts, wrapper: FunctionRef) -> bool:
    """Whether a wrapper asks where a path leads to, or looks at the parameter that it has in common
    with what it wraps."""
    for node in ir.walk_body(wrapper.node.body):
        if isinstance(node, ir.Call) and _last_name(node.func) in _CONTAINING:
            return True
        if isinstance(node, ir.Compare) and any(
            isinstance(side, ir.Constant) and side.value == ".."
            for side in (node.left, *node.comparators)
        ):
            return True
    shared = texts.reading.params & {param.name for param in wrapper.node.params}
    inner = Texts(project, Reading(wrapper, shared), texts.depth + 1)
    return bool(shared) and texts.depth <= 2 and looks_at(project, inner)


def _is_look(project: Project, texts: Texts, call: ir.Call) -> bool:
    """Whether a call is of a function of the project that looks at what it is given, and may raise."""
    callee = as_function(project.evaluate(call.func, texts.scope)) if call.args else None
    if callee is None or texts.depth > 2:
        return False
    if not any(isinstance(node, ir.Raise) for node in ir.walk_body(callee.node.body)):
        return False
    inner = _given(project, texts, call, callee)
    return inner is not None and looks_at(project, inner)


def _given(project: Project, texts: Texts, call: ir.Call, callee: FunctionRef) -> Texts | None:
    """What a function of the project makes of the texts of the client's that a call gives it."""
    passed = texts.passed(call, callee)
    return Texts(project, Reading(callee, frozenset(passed)), texts.depth + 1) if passed else None


def _uses(project: Project, texts: Texts) -> bool:
    """Whether a function, or one that it calls, gets at a file by a text of the client's."""
    for call in ir.nodes_of(texts.reading.function.node.body, ir.Call):
        path = touched(project, call, texts.scope)
        if path is not None:
            if texts.source(path[0]) is not None:
                return True
        elif call.args and texts.depth <= 2:
            callee = as_function(project.evaluate(call.func, texts.scope))
            inner = None if callee is None else _given(project, texts, call, callee)
            if inner is not None and _uses(project, inner):
                return True
    return False


def _compares(texts: Texts, compare: ir.Compare) -> bool:
    """`".." in name`, `name in NAMES`, `name == "index.html"`, `base in path.parents`."""
    sides = (compare.left, *compare.comparators)
    if any(op in ("in", "not in") for op in compare.ops):
        return any(_names(texts, side) for side in sides)
    others = [s for s in sides if not _names(texts, s)]
    if len(others) == len(sides) or not any(op in ("==", "!=") for op in compare.ops):
        return False
    # Which route is meant is not which file.
    return not any(
        isinstance(other, ir.Constant)
        and (other.value in ("", ".", None) or str(other.value).startswith("/"))
        for other in others
    )


_SPLITTING = frozenset({"split", "rsplit", "partition", "rpartition", "replace"})
_COLLECTING = frozenset({"list", "tuple", "set", "frozenset", "filter", "sorted", "reversed"})


def _names(texts: Texts, expr: ir.Expr, depth: int = 0) -> bool:
    """Whether an expression is a text of the client's, or pieces of one."""
    if depth > 4:
        return False
    if isinstance(expr, ir.Attribute) and expr.attr in ("parents", "parent", "parts", "suffix"):
        return expr.attr != "suffix" and texts.source(expr.value) is not None
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        if expr.func.attr in _SPLITTING and _splits_path(expr):
            return _names(texts, expr.func.value, depth + 1)
        if _last_name(expr.func) in ("dirname", "basename", "commonprefix"):
            return _last_name(expr.func) != "commonprefix"
    if isinstance(expr, ir.Call) and _last_name(expr.func) in _COLLECTING:
        return any(_names(texts, arg.value, depth + 1) for arg in expr.args)
    if isinstance(expr, ir.Comprehension):
        return any(_names(texts, clause.iter, depth + 1) for clause in expr.clauses)
    if isinstance(expr, ir.Subscript):
        return _names(texts, expr.value, depth + 1)
    if texts.source(expr) is not None:
        return True
    if isinstance(expr, ir.Name) and expr.id not in texts.reading.params:
        return any(
            binding.kind in ("value", "element")
            and binding.value is not None
            and _names(texts, binding.value, depth + 1)
            for binding in texts.scope.bindings(expr.id)
        )
    return False


def _splits_path(call: ir.Call) -> bool:
    """Whether a text is split at other places than dots: which extension it has leads nowhere."""
    at = call.positional(0)
    return not isinstance(at, ir.Constant) or at.value != "."


def _compares_each(texts: Texts, node: ir.Comprehension) -> bool:
    """`any(part == ".." for part in name.split("/"))`"""
    for clause in node.clauses:
        if isinstance(clause.target, ir.Name) and _names(texts, clause.iter):
            for inner in ir.walk(node):
                if isinstance(inner, ir.Compare) and any(
                    _mentions(side, clause.target.id) for side in (inner.left, *inner.comparators)
                ):
                    return True
    return False


def _is_prefix_test(texts: Texts, call: ir.Call) -> bool:
    """Whether `path.startswith(base)` is about a path in which no `..` is left."""
    assert isinstance(call.func, ir.Attribute)
    base = call.positional(0)
    if texts.source(call.func.value) is None:
        return _is_of_unknown_path(texts, call)
    if isinstance(base, ir.Constant):
        return isinstance(base.value, str) and ".." in base.value
    return is_normalised(texts.project, call.func.value, texts.scope)


def _is_of_unknown_path(texts: Texts, call: ir.Call) -> bool:
    assert isinstance(call.func, ir.Attribute)
    return any(
        texts.source(node) is not None
        for node in ir.walk(call.func.value)
        if isinstance(node, (ir.Name, ir.Attribute, ir.Subscript))
    ) and (separated(texts.project, call.positional(0), texts.scope) is not False)


def _asked(body: tuple[ir.Stmt, ...]) -> Iterator[ir.Expr]:
    """Conditions, and calls whose values nobody uses."""
    for node in ir.walk_body(body):
        if isinstance(node, (ir.If, ir.While, ir.Assert, ir.Conditional)):
            yield node.test
        elif isinstance(node, ir.ExprStmt):
            yield node.value


def _asks(project: Project, texts: Texts, expr: ir.Expr) -> bool:
    if isinstance(expr, ir.Await):
        expr = expr.value
    for node in ir.walk(expr):
        if not isinstance(node, ir.Call) or _last_name(node.func) in _NO_LOOK:
            continue
        if node is not expr and isinstance(expr, ir.Call):
            continue
        if touched(project, node, texts.scope) is not None:
            continue
        if any(texts.source(arg.value) is not None for arg in node.args):
            callee = as_function(project.evaluate(node.func, texts.scope))
            if callee is None:
                return True
            if _refuses(callee) and not _works(project, texts, node, callee):
                return True
    return False


def _works(project: Project, texts: Texts, call: ir.Call, callee: FunctionRef) -> bool:
    """Whether a function gets at the file that it is asked about, and is no test of its name."""
    inner = _given(project, texts, call, callee)
    return inner is not None and _uses(project, inner) and not looks_at(project, inner)


def _refuses(callee: FunctionRef) -> bool:
    """Whether a function may raise, or says yes or no."""
    return any(
        isinstance(n, (ir.Raise, ir.Compare, ir.Not)) for n in ir.walk_body(callee.node.body)
    )


def _last_name(func: ir.Expr) -> str:
    if isinstance(func, ir.Attribute):
        return func.attr
    return func.id if isinstance(func, ir.Name) else ""
