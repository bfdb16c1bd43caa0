"""Which calls keep the event loop from serving anything else, and through which functions.

The functions that run on the loop are those handlers of which a framework's table says so, the
coroutine functions that these run, and whatever they call there. `BlockingCalls.within` tells which
calls of such a function block: by themselves, or because a plain function of the project that they run
does, at any depth. What is handed to a thread is no call.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from routelint.findings import Location, Related
from routelint.flow.blocking_calls import CONFIGURED, EVENTS, Calls
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.own_calls import Wait
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Member,
    Symbol,
    Value,
    as_function,
    callable_name,
)

# What serves requests; what runs when the application starts may wait.
_SERVING = frozenset(
    {
        Role.VIEW,
        Role.WEBSOCKET,
        Role.WEBSOCKET_EVENT,
        Role.DEPENDENCY,
        Role.GUARD,
        Role.TEST,
        Role.BEFORE,
        Role.BEFORE_WEBSOCKET,
        Role.AFTER,
        Role.AFTER_WEBSOCKET,
        Role.TEARDOWN,
        Role.PREPROCESSOR,
        Role.ERROR_HANDLER,
        Role.MIDDLEWARE,
        Role.ASGI_MIDDLEWARE,
        Role.ASGI_APP,
        Role.DECORATOR,
        Role.SINK,
    }
)
_CONSUMERS = frozenset(
    f"builtins.{name}"
    for name in (
        [
            "all",
            "any",
            "dict",
            "frozenset",
            "list",
            "max",
            "min",
            "next",
            "set",
            "sorted",
            "sum",
            "tuple",
        ]
    )
)
_WRITES = frozenset({"write", "write_bytes", "writelines"})


@dataclass(frozen=True, eq=False)
class Site:
    """A call as it stands in a function: `loop` is the outermost loop that repeats it, `awaited` tells
    whether it is awaited, `iterated` whether something goes through what it gives."""

    call: ir.Call
    loop: ir.Node | None
    awaited: bool
    iterated: bool


@dataclass(frozen=True, eq=False)
class Step:
    """A call in a function that blocks: by itself (`wait`), or through the function that it runs."""

    call: ir.Call
    function: FunctionRef
    wait: Wait | None = None
    callee: FunctionRef | None = None
    loop: ir.Node | None = None
    awaited: bool = False


@dataclass(frozen=True, eq=False)
class Serving:
    """A function on the loop: a handler, a coroutine function that it runs, or a method that it calls
    on its own object. `handler` is None for what other libraries call; `way` are the calls by which
    the handler comes to it."""

    function: FunctionRef
    handler: Handler | None
    way: tuple[Related, ...]


@dataclass(frozen=True, eq=False)
class Blocking:
    """A call in a serving function that blocks. `wait` is what for, `blocker` the call that waits: this
    one, or the last one in `trace`, which has each call on the way to it. `through` is the function
    that the call runs then. `repeated` tells that it blocks only because it is."""

    call: ir.Call
    wait: Wait
    blocker: Step
    trace: tuple[Related, ...] = ()
    through: FunctionRef | None = None
    awaited: bool = False
    repeated: bool = False


@dataclass(eq=False)
class _Node:
    """A function that is called on the loop; `caller` is where it was first found to be."""

    function: FunctionRef
    handler: Handler | None
    caller: tuple[_Node, Step] | None = None
    serves: bool = False
    steps: list[Step] = field(default_factory=list)
    callers: list[tuple[_Node, Step]] = field(default_factory=list)
    heavy: Step | None = None
    light: Step | None = None


class BlockingCalls:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.calls = Calls.of(project)
        self._nodes: dict[int, _Node] = {}
        self._later = {
            **self.calls.soon,
            **{
                name: position
                for framework in project.used
                if framework.event_loop is not None
                for name, position in framework.event_loop.later.items()
            },
        }
        self._read()
        self._spread()

    @classmethod
    def of(cls, project: Project) -> BlockingCalls:
        return project.memo("blocking-calls", lambda: cls(project))

    def serving(self) -> Iterator[Serving]:
        """The functions on the loop in which blocking calls are told, in order of path and line."""
        nodes = [node for node in self._nodes.values() if node.serves]
        for node in sorted(nodes, key=lambda n: (n.function.module.path, n.function.node.span)):
            yield Serving(node.function, node.handler, tuple(reversed([*_way_to(node)])))

    def within(self, function: FunctionRef) -> Iterator[Blocking]:
        """The calls in one of the serving functions that block the loop, in source order."""
        node = self._nodes.get(id(function.node))
        steps = () if node is None else [(s, self._is_heavy(s)) for s in node.steps]
        # One look at the disk in a loop is enough to tell of.
        told = {id(s.loop) for s, heavy in steps if heavy and s.wait is not None and s.wait.disk}
        for step, heavy in steps:
            if heavy is None or (not heavy and id(step.loop) in told):
                continue
            if not heavy:
                told.add(id(step.loop))
            yield self._followed(step, light=not heavy)

    # --- the graph of calls -----------------------------------------------------------------------
    def _read(self) -> None:
        pending: deque[_Node] = deque()
        for function, handler in self._first():
            if id(function.node) not in self._nodes:
                node = self._nodes[id(function.node)] = _Node(function, handler, serves=True)
                pending.append(node)
        while pending:
            node = pending.popleft()
            for step in self._steps(node.function):
                node.steps.append(step)
                if step.callee is None:
                    continue
                callee = self._nodes.get(id(step.callee.node))
                if callee is None:
                    callee = _Node(step.callee, node.handler, (node, step))
                    self._nodes[id(step.callee.node)] = callee
                    pending.append(callee)
                callee.callers.append((node, step))
                own = node.serves and _is_own_method(step.call, node.function)
                if own or self._is_coroutine(step.callee):
                    callee.serves = True

    def _first(self) -> Iterator[tuple[FunctionRef, Handler | None]]:
        """What is called on the loop: by a framework, or by a library beside it."""
        for handler in self.project.handlers:
            if runs_on_loop(self.project, handler):
                yield handler.function, handler
        if not any(framework.event_loop is not None for framework in self.project.used):
            return
        for function in self.project.functions:
            if function.node.is_async and any(
                self.project.name_of(_head(decorator.value), function.scope) in EVENTS
                for decorator in function.node.decorators
            ):
                yield function, None

    def _is_coroutine(self, function: FunctionRef) -> bool:
        return function.node.is_async or any(
            self.project.name_of(_head(decorator.value), function.scope) in self.calls.generators
            for decorator in function.node.decorators
        )

    def _steps(self, function: FunctionRef) -> Iterator[Step]:
        scope = self.project.scope(function)
        for site in _sites(self.project, function, scope):
            value = self.project.evaluate(site.call.func, scope)
            if value is None and isinstance(site.call.func, ir.Attribute):
                value = method_of_path(self.project, site.call.func, scope)
            if value is None:
                continue
            wait = self._wait(site, value, scope)
            if wait is not None:
                yield Step(site.call, function, wait, None, site.loop)
                continue
            callee = self._run(site, value, scope)
            if callee is not None:
                yield Step(site.call, function, None, callee, site.loop, site.awaited)

    def _wait(self, site: Site, value: Value, scope: Scope) -> Wait | None:
        """What a call waits for itself, where it does."""
        name = callable_name(value)
        if site.awaited:
            return None
        function = as_function(value)
        written = name if function is None else function.dotted
        if written in self.project.options.blocking_calls:
            return CONFIGURED
        if name is None:
            return None
        wait = self.calls.waits_for(name)
        if wait is None and site.iterated:
            wait = self.calls.waits_in_loop(name)
        if (
            wait is None
            or _is_asynchronous(value)
            or _returns_at_once(self.project, name, site, scope)
        ):
            return None
        if wait.light and _takes_upload(name, site.call, scope):
            return replace(wait, light=False)
        return wait

    def _run(self, site: Site, value: Value, scope: Scope) -> FunctionRef | None:
        """The function of the project that a call runs, on the loop."""
        name = self.calls.canonical(callable_name(value) or "")
        if name in self._later:
            later = site.call.positional(self._later[name])
            function = as_function(self.project.evaluate(later, scope))
            plain = name in self.calls.soon
            if function is None or not (plain or function.node.is_async):
                return None
            return function
        if isinstance(value, ClassRef):
            return self.project.resolver.method(value, "__init__")
        function = as_function(value)
        if function is None or function.module.is_test or _is_kept(function.node):
            return None
        node = function.node
        if self._is_coroutine(function):
            return function
        if (
            site.awaited
            or not self._runs_here(function)
            or not _is_called_itself(site, function, scope)
        ):
            return None
        if node.is_generator and not site.iterated:
            return None
        return function

    def _runs_here(self, function: FunctionRef) -> bool:
        """Whether a plain function runs where it is called, whatever its decorators are."""
        return all(
            stays_on_loop(self.project, decorator.value, function.scope)
            for decorator in function.node.decorators
        )

    # --- who blocks -------------------------------------------------------------------------------
    def _spread(self) -> None:
        """Tells for each function the nearest call on the way to one that waits: first those that
        wait shortly, then all others, among which are short ones that are repeated."""
        nodes = list(self._nodes.values())
        pending: deque[_Node] = deque()
        for node in nodes:
            node.light = next((s for s in node.steps if s.wait is not None and s.wait.light), None)
            if node.light is not None:
                pending.append(node)
        while pending:
            node = pending.popleft()
            for caller, step in () if node.serves else node.callers:
                if caller.light is None:
                    caller.light = step
                    pending.append(caller)
        for node in nodes:
            node.heavy = next((s for s in node.steps if self._is_heavy(s) is not None), None)
            if node.heavy is not None:
                pending.append(node)
        while pending:
            node = pending.popleft()
            for caller, step in () if node.serves else node.callers:
                if caller.heavy is None:
                    caller.heavy = step
                    pending.append(caller)

    def _is_heavy(self, step: Step) -> bool | None:
        """Whether a call blocks by what it waits for (True), or because it is repeated (False); None
        when it does not block."""
        if step.wait is not None:
            if not step.wait.light:
                return True
            return None if step.loop is None else False
        callee = None if step.callee is None else self._nodes[id(step.callee.node)]
        if callee is None or callee.serves:
            return None
        if callee.heavy is not None:
            return True
        return None if step.loop is None or callee.light is None else False

    def _followed(self, step: Step, *, light: bool) -> Blocking:
        """A call of a handler with all that is between it and the call that waits."""
        first, trace = step, []
        repeated = light
        seen: set[int] = set()
        while step.callee is not None and id(step.callee.node) not in seen:
            seen.add(id(step.callee.node))
            node = self._nodes[id(step.callee.node)]
            following = node.light if light else node.heavy
            assert following is not None
            step = following
            if not light and self._is_heavy(step) is False:
                light = repeated = True
            place = Location(step.function.module.path, step.call.span)
            what = f"`{node.function.node.qualname}` calls `{ir.text(step.call.func)}` here"
            trace.append(Related(place, what))
        assert step.wait is not None
        return Blocking(
            first.call, step.wait, step, tuple(trace), first.callee, first.awaited, repeated
        )


def method_of_path(project: Project, func: ir.Attribute, scope: Scope) -> Value | None:
    """`(FOLDER / name).write_bytes`"""
    value = project.evaluate(func.value, scope)
    for _ in range(8):
        if not isinstance(value, Known) or not isinstance(value.expr, ir.BinaryOp):
            break
        if value.expr.op != "/":
            return None
        value = project.evaluate(value.expr.left, value.scope)
    else:
        return None
    if "pathlib.Path" not in project.resolver.class_names(value):
        return None
    return Symbol(f"pathlib.Path.{func.attr}")


def _way_to(node: _Node) -> Iterator[Related]:
    """The calls by which a handler comes to a function, the last one first."""
    for _ in range(50):
        if node.caller is None:
            return
        caller, step = node.caller
        place = Location(caller.function.module.path, step.call.span)
        yield Related(place, f"`{caller.function.node.qualname}` calls `{node.function.name}` here")
        node = caller


def runs_on_loop(project: Project, handler: Handler) -> bool:
    """Whether a handler runs on the loop that serves all requests."""
    loop = handler.framework.event_loop
    function = handler.function
    if loop is None or handler.role not in _SERVING or function.module.is_test:
        return False
    generators = Calls.of(project).generators
    if function.node.is_async or any(use.name in generators for use in handler.decorators):
        return True
    if handler.role not in loop.plain or handler.threaded:
        return False
    for use in handler.decorators:
        if use.kind == "registration":
            call = use.decorator.value
            given = call.keyword(loop.thread_option) if isinstance(call, ir.Call) else None
            if given is not None and project.resolver.constant(given, function.scope) is not False:
                return False
        elif (not use.kind and not stays_on_loop(project, use.decorator.value, function.scope)) or (
            use.kind == "project"
            and not stays_on_loop(project, use.decorator.value, function.scope)
        ):
            return False
    return True


def stays_on_loop(project: Project, decorator: ir.Expr, scope: Scope) -> bool:
    """Whether a plain function still runs where it is called, with this decorator around it. One of
    the project moves it elsewhere when it has a coroutine function in it, or awaits or hands over
    what it decorates; of others only some are known."""
    value = project.evaluate(_head(decorator), scope)
    name = callable_name(value)
    if name is not None:
        return name in Calls.of(project).transparent or name in project.names.decorators
    function = as_function(value)
    if function is None:
        # `@name.setter`
        return isinstance(decorator, ir.Attribute) and decorator.attr in ("setter", "getter")
    if function.node.is_async:
        return False
    inside = ir.walk_body(function.node.body, into_functions=True)
    if any(isinstance(node, ir.Function) and node.is_async for node in inside):
        return False
    names = [param.name for param in function.node.params[:1]]
    names += [
        node.params[0].name for node in inside if isinstance(node, ir.Function) and node.params
    ]
    return not any(
        isinstance(node, ir.Call)
        and ir.dotted(node.func) not in ("functools.wraps", "wraps")
        and not _is_test_of(node)
        and any(isinstance(arg.value, ir.Name) and arg.value.id in names[:2] for arg in node.args)
        for node in inside
    )


def _is_test_of(call: ir.Call) -> bool:
    """`callable(function)`, `iscoroutinefunction(function)`: the function is not handed on."""
    name = (ir.dotted(call.func) or "").rpartition(".")[2]
    return name.startswith("is") or name in (
        "callable",
        "hasattr",
        "getattr",
        "setattr",
        "signature",
    )


def _head(expr: ir.Expr) -> ir.Expr:
    return expr.func if isinstance(expr, ir.Call) else expr


def _is_own_method(call: ir.Call, function: FunctionRef) -> bool:
    """`self.method()` or `super().method()` in a method."""
    func, params = call.func, function.node.params
    if not isinstance(func, ir.Attribute) or not isinstance(function.scope.node, ir.Class):
        return False
    if isinstance(func.value, ir.Call):
        return ir.dotted(func.value.func) == "super"
    return bool(params) and ir.dotted(func.value) == params[0].name


def _is_kept(function: ir.Function) -> bool:
    """Whether a function gives back what it has kept in a global or an attribute since the first call:
    `if _found is not None: return _found`."""
    kept = _kept_in(function.body)
    return bool(kept) and any(
        any(
            isinstance(statement, ir.Return) and _place(statement.value) in kept
            for statement in node.body
        )
        and any(_place(part) in kept for part in ir.walk(node.test))
        for node in ir.nodes_of(function.body, ir.If)
    )


def _kept_in(body: tuple[ir.Stmt, ...]) -> set[str]:
    """The globals, attributes and items that statements assign."""
    nodes = ir.walk_body(body)
    outside = {name for node in nodes if isinstance(node, ir.Global) for name in node.names}
    found: set[str] = set()
    for node in nodes:
        for target in node.targets if isinstance(node, ir.Assign) else ():
            place = _place(target)
            if place and (not isinstance(target, ir.Name) or target.id in outside):
                found.add(place)
    return found


def _place(expr: ir.Node | None) -> str:
    """The name of a variable, an attribute, or what an item is taken from; "" for others."""
    while isinstance(expr, ir.Subscript):
        expr = expr.value
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        return _place(expr.func.value) if expr.func.attr == "get" else ""
    return (ir.dotted(expr) or "") if isinstance(expr, (ir.Name, ir.Attribute)) else ""


# --- single calls ---------------------------------------------------------------------------------
def _is_called_itself(site: Site, function: FunctionRef, scope: Scope) -> bool:
    """Whether a plain function is what the written name means, and not something that was made of it
    (`load = sync_to_async(_load)`)."""
    if not isinstance(site.call.func, (ir.Name, ir.Attribute)):
        return False
    written = (ir.dotted(site.call.func) or "").rpartition(".")[2] or (
        site.call.func.attr if isinstance(site.call.func, ir.Attribute) else ""
    )
    if written == function.name:
        return True
    current: Scope | None = scope
    while current is not None:
        for binding in current.bindings(written):
            imported = binding.imported
            return imported is not None and imported.name.rpartition(".")[2] == function.name
        current = current.parent
    return False


def _is_asynchronous(value: Value) -> bool:
    """Whether an object was made to be awaited by an option of what made it
    (`sessionmaker(engine, class_=AsyncSession)`)."""
    for _ in range(8):
        if isinstance(value, Member):
            value = value.receiver
        elif isinstance(value, Instance) and value.receiver is not None:
            if value.call is not None and _has_async_option(value.call):
                return True
            value = value.receiver
        else:
            return (
                isinstance(value, Instance)
                and value.call is not None
                and _has_async_option(value.call)
            )
    return True


def _has_async_option(call: ir.Call) -> bool:
    for name in ("class_", "is_async"):
        given = call.keyword(name)
        if given is not None and "async" in ir.text(given).lower():
            return True
    return call.has_double_star and "session" in ir.text(call.func).lower()


def _returns_at_once(project: Project, name: str, site: Site, scope: Scope) -> bool:
    """Whether a call that may wait is told not to."""
    call = site.call
    resolver = project.resolver
    canonical = Calls.of(project).canonical(name)
    if name == "time.sleep":
        return resolver.constant(call.positional(0), scope) == 0
    if canonical.startswith("queue.Queue."):
        block = resolver.constant(call.argument(0, "block"), scope)
        return block is False or resolver.constant(call.keyword("timeout"), scope) == 0
    if canonical in ("concurrent.futures.Future.result", "threading.Event.wait"):
        return resolver.constant(call.argument(0, "timeout"), scope) == 0
    if name.startswith("os.wait"):
        return any("WNOHANG" in ir.text(arg.value) for arg in call.args)
    if canonical == "subprocess.Popen.wait":
        return resolver.constant(call.argument(0, "timeout"), scope) == 0
    return False


def _takes_upload(name: str, call: ir.Call, scope: Scope) -> bool:
    """Whether a call writes all of what a client has sent: `file.write(await upload.read())`."""
    if name.rpartition(".")[2] not in _WRITES or not call.args:
        return False
    given = call.args[0].value
    if isinstance(given, ir.Name):
        values = [binding.value for binding in scope.bindings(given.id)]
        return len(values) == 1 and _is_content(values[0])
    return _is_content(given)


def _is_content(expr: ir.Expr | None) -> bool:
    if isinstance(expr, ir.Await) and isinstance(expr.value, ir.Call):
        func = expr.value.func
        return isinstance(func, ir.Attribute) and func.attr in ("read", "body")
    if isinstance(expr, ir.Subscript):
        return isinstance(expr.index, ir.Constant) and expr.index.value == "body"
    return isinstance(expr, ir.Attribute) and expr.attr == "body"


# --- the calls of a function ----------------------------------------------------------------------
def _sites(project: Project, function: FunctionRef, scope: Scope) -> list[Site]:
    """The calls that running a function makes, those within nested functions left out."""
    return _Walk(project, function, scope).sites


class _Walk:
    """Goes through a body in source order."""

    def __init__(self, project: Project, function: FunctionRef, scope: Scope) -> None:
        self.project = project
        self.scope = scope
        self.sites: list[Site] = []
        self.outside = {
            name for node in ir.nodes_of(function.node.body, ir.Global) for name in node.names
        }
        generators = Calls.of(project).generators
        self.coroutine = any(
            project.name_of(_head(decorator.value), function.scope) in generators
            for decorator in function.node.decorators
        )
        self.kinds = [
            (framework.decides, framework.request_kinds)
            for framework in project.used
            if framework.decides is not None
        ]
        for statement in function.node.body:
            self.visit(statement, loop=None)

    def visit(
        self,
        node: ir.Node | None,
        *,
        loop: ir.Node | None,
        awaited: bool = False,
        iterated: bool = False,
    ) -> None:
        if node is None or isinstance(node, (ir.Function, ir.Class, ir.Lambda, ir.Decorator)):
            return
        if isinstance(node, ir.Call):
            self.call(node, loop, awaited, iterated)
        elif isinstance(node, ir.Await):
            self.visit(node.value, loop=loop, awaited=True)
        elif isinstance(node, ir.Yield):
            # What a generator-based coroutine yields is what it waits for.
            self.visit(node.value, loop=loop, awaited=self.coroutine, iterated=node.is_from)
        elif isinstance(node, ir.If):
            self.branch(node, loop)
        elif isinstance(node, ir.For):
            self.visit(node.iter, loop=loop, awaited=node.is_async, iterated=not node.is_async)
            self.body(node.body, loop=self.within(node, node.iter, loop))
            self.body(node.orelse, loop=loop)
        elif isinstance(node, ir.While):
            self.visit(node.test, loop=loop or node)
            self.body(node.body, loop=loop or node)
            self.body(node.orelse, loop=loop)
        elif isinstance(node, ir.Comprehension):
            self.comprehension(node, loop)
        elif isinstance(node, ir.With):
            for item in node.items:
                self.visit(
                    item.context, loop=loop, awaited=node.is_async, iterated=not node.is_async
                )
            self.body(node.body, loop=loop)
        else:
            for child in ir.children(node):
                self.visit(child, loop=loop)

    def body(self, statements: tuple[ir.Stmt, ...], *, loop: ir.Node | None) -> None:
        for statement in statements:
            self.visit(statement, loop=loop)

    def call(self, node: ir.Call, loop: ir.Node | None, awaited: bool, iterated: bool) -> None:
        name = callable_name(self.project.evaluate(node.func, self.scope))
        consumes = name in _CONSUMERS or (
            isinstance(node.func, ir.Attribute) and node.func.attr == "join"
        )
        self.visit(node.func, loop=loop)
        for arg in node.args:
            self.visit(arg.value, loop=loop, iterated=consumes or arg.star == "*")
        self.sites.append(Site(node, loop, awaited, iterated))

    def comprehension(self, node: ir.Comprehension, loop: ir.Node | None) -> None:
        repeated = self.within(node, node.clauses[0].iter, loop)
        for i, clause in enumerate(node.clauses):
            self.visit(
                clause.iter,
                loop=repeated if i else loop,
                awaited=clause.is_async,
                iterated=not clause.is_async,
            )
        for clause in node.clauses:
            for condition in clause.conditions:
                self.visit(condition, loop=repeated)
        for element in node.elements:
            self.visit(element, loop=repeated)

    def branch(self, node: ir.If, loop: ir.Node | None) -> None:
        self.visit(node.test, loop=loop)
        if not self.is_never(node.test) and not self.is_first_time(node):
            self.body(node.body, loop=loop)
        if not self.is_kept_otherwise(node):
            self.body(node.orelse, loop=loop)

    def is_never(self, test: ir.Expr) -> bool:
        """Whether a test is true for no request: it asks for what starts and stops the application."""
        return any(
            all(decides(self.project, test, kind, self.scope) is False for kind in kinds)
            for decides, kinds in self.kinds
        )

    def is_kept_otherwise(self, node: ir.If) -> bool:
        """`if _client is not None: ... else: _client = connect()`, and `if _client: ...`."""
        tested = {_place(node.test)} | {
            _place(part.left)
            for part in ir.walk(node.test)
            if isinstance(part, ir.Compare) and part.ops == ("is not",)
        }
        return bool(self.kept(node.orelse) & tested - {""})

    def kept(self, body: tuple[ir.Stmt, ...]) -> set[str]:
        """The globals, attributes and items of such that statements assign."""
        return _kept_in(body) | {
            name for name in map(_place, _targets(body)) if name.partition(".")[0] in self.outside
        }

    def is_first_time(self, node: ir.If) -> bool:
        """`if _client is None: _client = connect()`, of a global or an attribute."""
        places = self.kept(node.body)
        tested = {
            _place(part.operand if isinstance(part, ir.Not) else part.left)
            for part in ir.walk(node.test)
            if isinstance(part, ir.Not) or (isinstance(part, ir.Compare) and part.ops == ("is",))
        }
        tested |= {
            _place(part.comparators[0])
            for part in ir.walk(node.test)
            if isinstance(part, ir.Compare) and part.ops == ("not in",)
        }
        return bool(places & tested - {""})

    def within(self, node: ir.Node, iterated: ir.Expr, loop: ir.Node | None) -> ir.Node | None:
        """The outermost loop for what is repeated by this one."""
        return loop or (None if self.is_short(iterated) else node)

    def is_short(self, iterated: ir.Expr) -> bool:
        """Whether a loop goes through a few things that are written down."""
        value = self.project.evaluate(iterated, self.scope)
        if isinstance(value, Known):
            iterated = value.expr
        if isinstance(iterated, ir.Dictionary):
            return bool(iterated.items)
        return (
            isinstance(iterated, ir.Collection)
            and bool(iterated.items)
            and not any(isinstance(item, ir.Starred) for item in iterated.items)
        )


def _targets(body: tuple[ir.Stmt, ...]) -> Iterator[ir.Expr]:
    for node in ir.nodes_of(body, ir.Assign):
        yield from node.targets
