"""What a request that only asks for something changes all the same: rows, files, mail, money.

`Storing.change_in` tells the first such change of a function on the ways that a GET request takes: what
stands behind a test for another method or for a body is left out. Functions of the project are followed
through any number of modules. Left out, too, is what nobody asks for by such a request: logs and
counters, sessions and caches, what is made when it is needed first, what is tidied up in passing, and
files that are made to be sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.flow.asking import asks
from routelint.flow.blocking import method_of_path
from routelint.flow.sides import Sides
from routelint.flow.storing_calls import (
    EXECUTES,
    OF_MANAGERS,
    OF_QUERIES,
    STATEMENTS,
    UNMISTAKABLE,
    StoringCalls,
    is_beside,
    is_change_in_sql,
    is_reading,
    words,
)
from routelint.model import ir
from routelint.model.own_calls import DATABASE, FILE, SHARED
from routelint.model.project import Project
from routelint.model.scopes import Scope, called, last_word
from routelint.model.values import (
    BoundMethod,
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Value,
    as_function,
    callable_name,
)

_DEPTH = 5
#: Calls that have a function run elsewhere, or later: by name or position.
_RUNNERS = {
    "add_task": 0,
    "to_thread": 0,
    "run_sync": 0,
    "run_in_threadpool": 0,
    "submit": 0,
    "run_in_executor": 1,
    "sync_to_async": 0,
    "call_soon": 0,
    "add_callback": 0,
    "start_background_task": 0,
}
_QUEUED = frozenset({"delay", "apply_async", "send", "enqueue", "kiq", "defer"})
_WRITING_MODES = frozenset("wx")
_CACHES = frozenset({"cache", "caches", "cached", "tmp", "temp", "temporary"})
#: Through how many names the path of a file is followed.
_NAMES = 3
_SENDERS = frozenset(
    {
        "send_file",
        "send_from_directory",
        "FileResponse",
        "static_file",
        "download",
        "file_stream",
        "file",
    }
)
_LOOKED_UP = frozenset(
    {
        "get_object_or_404",
        "aget_object_or_404",
        "get_or_404",
        "first_or_404",
        "one_or_404",
        "get_object",
    }
)


@dataclass(frozen=True, eq=False)
class Change:
    """A place in a function that changes something: itself, or through the function that it runs.
    `what` completes the sentence "it ...", `node` is a call, or what is deleted or assigned."""

    node: ir.Expr
    function: FunctionRef
    what: str
    through: FunctionRef | None = None


class Storing:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.calls = StoringCalls(project)
        self._active: list[int] = []

    @classmethod
    def of(cls, project: Project) -> Storing:
        return project.memo("storing", lambda: cls(project))

    def change_in(self, function: FunctionRef) -> Change | None:
        """The first change that a function makes for a request that only asks; None for none."""
        key = f"storing:{id(function.node)}"
        if len(self._active) > _DEPTH or id(function.node) in self._active:
            return None

        def compute() -> Change | None:
            self._active.append(id(function.node))
            try:
                return next(_Walk(self, function).changes(), None)
            finally:
                self._active.pop()

        return self.project.guarded_memo(key, None, compute)

    def way(self, change: Change) -> tuple[Related, ...]:
        """The places behind a change, down to where it is made; empty where the function makes it."""
        found: list[Related] = []
        seen: set[int] = set()
        while change.through is not None and id(change.through.node) not in seen:
            seen.add(id(change.through.node))
            inner = self.change_in(change.through)
            if inner is None:
                break
            change = inner
            place = Location(change.function.module.path, change.node.span)
            does = change.what if change.through is None else "calls what does"
            found.append(Related(place, f"`{change.function.node.qualname}` {does} here"))
        return tuple(found)


class _Walk:
    """Goes through one body as a request without a body does."""

    def __init__(self, storing: Storing, function: FunctionRef) -> None:
        self.storing = storing
        self.project = storing.project
        self.function = function
        self.scope = self.project.scope(function)
        self.assigned: set[str] = set()
        nodes = ir.walk_body(function.node.body)
        names = {last_word(node.func, self.scope) for node in nodes if isinstance(node, ir.Call)}
        self.committed = {
            ir.text(node.func.value, 200)
            for node in nodes
            if isinstance(node, ir.Call)
            and isinstance(node.func, ir.Attribute)
            and node.func.attr == "commit"
        }
        #: What is put into collections here, and so may be taken out again.
        self.added = {
            (ir.text(node.func.value, 200), ir.text(node.args[0].value, 200))
            for node in nodes
            if isinstance(node, ir.Call)
            and isinstance(node.func, ir.Attribute)
            and node.func.attr in ("add", "append", "appendleft")
            and len(node.args) == 1
        }
        #: Whether files that are written here are made to be sent, or for the moment.
        self.makes_files = not names.isdisjoint(_SENDERS) or any(
            not words(name).isdisjoint(
                ("temp", "tmp", "tempfile", "temporary", "mkstemp", "mkdtemp")
            )
            for name in (*names, *(n.id for n in nodes if isinstance(n, ir.Name)))
        )

    def changes(self) -> Iterator[Change]:
        yield from self.body(self.function.node.body)

    def body(self, statements: tuple[ir.Stmt, ...]) -> Iterator[Change]:
        for statement in statements:
            yield from self.statement(statement)
            if self.ends_asking(statement):
                return

    def statement(self, statement: ir.Stmt) -> Iterator[Change]:
        if isinstance(statement, (ir.Function, ir.Class)):
            return
        if isinstance(statement, ir.If):
            yield from self.branch(statement)
        elif isinstance(statement, ir.Try):
            # What is done about an error, and in the end, is no aim of the request.
            yield from self.body(statement.body)
            yield from self.body(statement.orelse)
        elif isinstance(statement, ir.With):
            for item in statement.items:
                yield from self.expression(item.context, plumbing=True)
            yield from self.body(statement.body)
        elif isinstance(statement, (ir.For, ir.While)):
            yield from self.expression(
                statement.iter if isinstance(statement, ir.For) else statement.test
            )
            if isinstance(statement, ir.While) or not is_beside(ir.text(statement.iter)):
                yield from self.body(statement.body)
            yield from self.body(statement.orelse)
        elif isinstance(statement, ir.Match):
            if not asks(statement.subject):
                for case in statement.cases:
                    yield from self.body(case.body)
        elif isinstance(statement, ir.Delete):
            yield from self.deleted(statement)
        else:
            for child in ir.children(statement):
                if isinstance(statement, ir.Assign) and child in statement.targets:
                    self.note(child, statement.value)
                    continue
                yield from self.expression(child)

    def branch(self, statement: ir.If) -> Iterator[Change]:
        yield from self.expression(statement.test)
        side = self.side(statement.test)
        if side in ("safe", "any") and not self.is_first_time(statement.test):
            yield from self.body(statement.body)
        if side in ("changing", "any") and not self.is_there(statement.test):
            yield from self.body(statement.orelse)

    def side(self, test: ir.Expr) -> str:
        """For which requests a test may hold."""
        return Sides.of(self.project).of_test(test, self.scope)

    def ends_asking(self, statement: ir.Stmt) -> bool:
        """Whether no request that only asks for something gets past a statement."""
        if isinstance(statement, (ir.Return, ir.Raise)):
            return True
        if isinstance(statement, ir.If):
            side = self.side(statement.test)
            if side == "safe":
                return _ends(statement.body)
            if side == "changing":
                return bool(statement.orelse) and _ends(statement.orelse)
            return side == ""
        return False

    def is_first_time(self, test: ir.Expr) -> bool:
        """Whether a branch makes what is not there yet, or removes what is out of date."""
        if isinstance(test, ir.BoolOp) and test.op == "and":
            return any(self.is_first_time(value) for value in test.values)
        for node in ir.walk(test):
            if isinstance(node, (ir.Name, ir.Attribute)):
                name = node.id if isinstance(node, ir.Name) else node.attr
                if not words(name).isdisjoint(
                    ("expired", "expires", "expiry", "stale", "outdated", "exists", "ttl")
                ) and (name != "exists" or isinstance(test, ir.Not)):
                    return True
        absent = test.operand if isinstance(test, ir.Not) else None
        if isinstance(test, ir.Compare) and test.ops in (("is",), ("==",)):
            other = test.comparators[0]
            if isinstance(other, ir.Constant) and other.value in (None, 0):
                absent = test.left
        if isinstance(test, ir.Compare) and test.ops == ("not in",):
            return True
        if isinstance(absent, ir.Name):
            bindings = self.scope.bindings(absent.id)
            return bool(bindings) and not any(isinstance(b.value, ir.Constant) for b in bindings)
        return absent is not None

    def is_there(self, test: ir.Expr) -> bool:
        """Whether a test is for something that was looked up, so that the other branch is for what is
        not there."""
        if isinstance(test, ir.Compare) and test.ops == ("is not",):
            test = test.left
        return isinstance(test, ir.Name) and self.is_looked_up(test)

    # --- single places ----------------------------------------------------------------------------
    def expression(self, node: ir.Node | None, *, plumbing: bool = False) -> Iterator[Change]:
        """The changes in an expression, in source order; with `plumbing` it is a context manager,
        which commits whatever was done in it."""
        if node is None or isinstance(node, (ir.Function, ir.Class, ir.Lambda, ir.Decorator)):
            return
        for child in self.evaluated(node):
            yield from self.expression(child)
        if isinstance(node, ir.Call):
            found = self.call(node, plumbing)
            if found is not None:
                yield found

    def evaluated(self, node: ir.Node) -> Iterator[ir.Node]:
        """The parts of an expression to which a request comes that only asks."""
        if isinstance(node, ir.Conditional):
            yield node.test
            side = self.side(node.test)
            if side != "changing":
                yield node.body
            if side != "safe":
                yield node.orelse
        elif isinstance(node, ir.BoolOp) and node.op == "and":
            for value in node.values:
                yield value
                if self.side(value) == "changing":
                    return
        else:
            yield from ir.children(node)

    def call(self, call: ir.Call, plumbing: bool) -> Change | None:
        value = self.project.evaluate(call.func, self.scope)
        if value is None and isinstance(call.func, ir.Attribute):
            value = method_of_path(self.project, call.func, self.scope)
        name = callable_name(value) or ""
        what = self.storing.calls.changed_by(name) if name else ""
        if what and not self.is_aside(call, what):
            return Change(call, self.function, what)
        if not what and self.is_database(call, name):
            return Change(call, self.function, DATABASE)
        if not what and self.is_opened_to_write(call, name):
            return Change(call, self.function, FILE)
        if not what and self.is_taken_out(call):
            return Change(call, self.function, SHARED)
        callee = as_function(value)
        if callee is None:
            given = self.handed_over(call)
            if isinstance(given, ir.Call):
                found = self.call(given, plumbing)
                return None if found is None else Change(call, self.function, found.what)
            callee = given
        if callee is None or (plumbing and callee.node.is_generator):
            return None
        if is_beside(callee.name) or is_reading(callee.name) or callee.module.is_test:
            return None
        inner = self.storing.change_in(callee)
        if inner is None or self.only_stores_beside(call, value, callee, inner):
            return None
        if inner.what == FILE and any(self.is_kept_for_speed(arg.value) for arg in call.args):
            return None
        return Change(call, self.function, inner.what, callee)

    def only_stores_beside(
        self, call: ir.Call, value: Value | None, callee: FunctionRef, inner: Change
    ) -> bool:
        """Whether a function stores what it is given (`database.add(entry)`), and that is beside what
        the request is for."""
        stores = inner.node if isinstance(inner.node, ir.Call) and inner.through is None else None
        stored = stores.positional(0) if stores is not None else None
        if inner.what != DATABASE or not isinstance(stored, ir.Name):
            return False
        for index, param in enumerate(callee.node.params):
            if param.name == stored.id:
                bound = isinstance(value, BoundMethod)
                given = call.argument(index - bound, param.name)
                return given is not None and is_beside(self.kind_of(given))
        return False

    def handed_over(self, call: ir.Call) -> FunctionRef | ir.Call | None:
        """The function of the project that a call has run elsewhere, or the call of another one."""
        func = call.func
        written = last_word(func, self.scope)
        if written in _QUEUED and isinstance(func, ir.Attribute):
            return as_function(self.project.evaluate(func.value, self.scope))
        if written in ("Thread", "Process", "Timer"):
            return as_function(self.project.evaluate(call.argument(1, "target"), self.scope))
        if written in _RUNNERS:
            index = _RUNNERS[written]
            given = call.positional(index)
            if isinstance(given, ir.Attribute):
                found = as_function(self.project.evaluate(given, self.scope))
                rest = call.args[index + 1 :]
                return found or ir.Call(given, rest, call.span, call.args_span)
            return as_function(self.project.evaluate(given, self.scope))
        return None

    def is_aside(self, call: ir.Call, what: str) -> bool:
        """Whether a call that changes something does so beside what the request is for."""
        texts = [ir.text(arg.value, 200) for arg in call.args]
        if what == FILE:
            receiver = call.func.value if isinstance(call.func, ir.Attribute) else None
            files = [receiver, *(arg.value for arg in call.args)]
            return (
                self.makes_files
                or any(map(is_beside, [ir.text(receiver, 200) if receiver else "", *texts]))
                or any(file is not None and self.is_kept_for_speed(file) for file in files)
            )
        if what == DATABASE:
            return any(is_beside(self.kind_of(arg.value)) for arg in call.args[:1])
        return False

    def is_kept_for_speed(self, expr: ir.Expr, depth: int = 0) -> bool:
        """Whether the name of a file was made of one that says cache: `file = CACHE_DIR / name`."""
        for node in ir.walk(expr) if depth < _NAMES else ():
            if isinstance(node, ir.Name):
                values = [b.value for b in self.scope.bindings(node.id) if b.value is not None]
                if len(values) == 1 and (
                    not _CACHES.isdisjoint(words(ir.text(values[0], 200)))
                    or self.is_kept_for_speed(values[0], depth + 1)
                ):
                    return True
        return False

    def kind_of(self, expr: ir.Expr) -> str:
        """The name of the class of what is stored, or else what it is written as."""
        value = self.project.evaluate(expr, self.scope)
        if isinstance(value, Instance):
            return value.cls.name.rpartition(".")[2]
        return self.shown(expr)

    def shown(self, expr: ir.Expr) -> str:
        """The words of an expression, without other names that imports have given."""
        return called(expr, self.scope) or ir.text(expr, 200)

    def is_database(self, call: ir.Call, name: str) -> bool:
        func = call.func
        if not isinstance(func, ir.Attribute):
            return False
        method = func.attr
        if method == "delete" and self.is_changing_view(func.value):
            return True
        if method in EXECUTES:
            return bool(call.args) and self.is_statement(call.args[0].value)
        if method in UNMISTAKABLE:
            return not _is_beside(func.value, self.scope) and not _only_counts(call)
        chain = _chain(func.value, self.scope)
        if (method in OF_MANAGERS and "objects" in chain) or (
            method in OF_QUERIES and "query" in chain
        ):
            return not _is_beside(func.value, self.scope) and not self.only_marks(call)
        if method in self.storing.calls.saving and self.is_row(func.value, method):
            if method in ("save", "asave", "commit", "flush"):
                return self.saves_change(func.value, call)
            return not is_beside(self.kind_of(func.value))
        if method in ("commit", "flush") and self.is_session(func.value, name):
            return bool(self.assigned)
        if method in ("add", "add_all", "delete", "merge") and len(call.args) == 1:
            commits = ir.text(func.value, 200) in self.committed
            return commits and not is_beside(self.kind_of(call.args[0].value))
        return False

    def is_changing_view(self, expr: ir.Expr) -> bool:
        """Whether an expression is a view that changes rows without a method of the project. Its `post`
        reads a form, which no other request has."""
        value = self.project.evaluate(expr, self.scope)
        cls = value.cls if isinstance(value, Instance) else None
        if not isinstance(cls, ClassRef):
            return False
        names = self.project.resolver.class_names(cls)
        return any(name in used.changing_views for used in self.project.used for name in names)

    def is_statement(self, expr: ir.Expr) -> bool:
        """Whether something that is executed changes rows: SQL in a text, or made by functions."""
        for _ in range(12):
            text = _beginning(expr, self.project, self.scope)
            if text is not None:
                return is_change_in_sql(text)
            if isinstance(expr, ir.Call):
                made_by = self.project.name_of(expr.func, self.scope)
                if made_by in STATEMENTS:
                    table = self.shown(expr.args[0].value) if expr.args else ""
                    return not is_beside(table)
                if made_by.rpartition(".")[2] in ("text", "SQL") and expr.args:
                    expr = expr.args[0].value
                elif isinstance(expr.func, ir.Attribute):
                    if expr.func.attr in ("insert", "update", "delete") and isinstance(
                        expr.func.value, ir.Name
                    ):
                        owner = last_word(expr.func.value, self.scope)
                        return not is_beside(owner) and not expr.args and not self.only_marks(expr)
                    expr = expr.func.value
                else:
                    return False
                continue
            if isinstance(expr, ir.Name):
                values = [b.value for b in self.scope.bindings(expr.id) if b.value is not None]
                if len(values) != 1:
                    return False
                expr = values[0]
                continue
            return False
        return False

    def only_marks(self, call: ir.Call) -> bool:
        """Whether an update sets nothing but counters and traces: `update(views=F("views") + 1)`."""
        given = [arg for arg in call.args if arg.keyword is not None]
        keys = [arg.keyword or "" for arg in given]
        values: list[ir.Expr] = [arg.value for arg in given]
        for arg in call.args:
            if arg.keyword is None and isinstance(arg.value, ir.Dictionary):
                keys += [ir.text(key, 100) if key is not None else "" for key, _ in arg.value.items]
                values += [value for _, value in arg.value.items]
        return bool(keys) and all(
            is_beside(key) or isinstance(value, ir.BinaryOp)
            for key, value in zip(keys, values, strict=True)
        )

    def is_row(self, expr: ir.Expr, method: str) -> bool:
        """Whether an expression is an object that stands for a row (or a class of such)."""
        value = self.project.evaluate(expr, self.scope)
        cls = value.cls if isinstance(value, Instance) else value
        if isinstance(cls, ClassRef):
            names = self.project.resolver.class_names(cls)
            return any(method in self.storing.calls.models.get(name, ()) for name in names)
        if value is not None and not isinstance(value, Known) and callable_name(value) is None:
            if not isinstance(value, Instance):
                return False
        return self.is_looked_up(expr)

    def is_looked_up(self, expr: ir.Expr, depth: int = 0) -> bool:
        """Whether an object was found in a database: `Post.objects.get(...)`, `get_object_or_404(...)`,
        `session.get(...)`, or is what a loop over such goes through."""
        if isinstance(expr, (ir.Await, ir.NamedExpr)):
            return self.is_looked_up(expr.value, depth)
        if isinstance(expr, ir.Name) and depth < 6:
            bindings = self.scope.bindings(expr.id)
            return bool(bindings) and all(
                b.value is not None and self.is_looked_up(b.value, depth + 1) for b in bindings
            )
        if isinstance(expr, ir.Call):
            chain = _chain(expr, self.scope)
            last = chain[-1] if chain else ""
            if last in _LOOKED_UP or "objects" in chain or "query" in chain[:-1]:
                return last not in ("count", "exists", "values", "values_list", "aggregate")
        return False

    def saves_change(self, expr: ir.Expr, call: ir.Call) -> bool:
        """Whether saving an object stores what was assigned before, or a new one."""
        if is_beside(self.kind_of(expr)) or self.only_tracks(call):
            return False
        if ir.text(expr, 200) in self.assigned:
            return True
        value = self.project.evaluate(expr, self.scope)
        return (
            isinstance(value, Instance)
            and value.call is not None
            and isinstance(value.cls, ClassRef)
        )

    def only_tracks(self, call: ir.Call) -> bool:
        """`save(update_fields=["last_seen"])`"""
        fields = call.keyword("update_fields")
        items = self.project.resolver.items(fields, self.scope) if fields is not None else None
        texts = [self.project.resolver.constant(e, s) for e, s in items or ()]
        return bool(texts) and all(isinstance(text, str) and is_beside(text) for text in texts)

    def is_session(self, expr: ir.Expr, name: str) -> bool:
        """Whether an expression is a session of a database, or what changes were assigned to."""
        if "sqlalchemy" in name or "sqlmodel" in name:
            return True
        written = ir.text(expr, 200)
        return written in self.assigned or written.rpartition(".")[2] in _SESSIONS

    def is_opened_to_write(self, call: ir.Call, name: str) -> bool:
        if name not in ("builtins.open", "io.open", "aiofiles.open", "pathlib.Path.open"):
            return False
        index = 0 if name == "pathlib.Path.open" else 1
        mode = self.project.resolver.constant(call.argument(index, "mode"), self.scope)
        if not isinstance(mode, str) or _WRITING_MODES.isdisjoint(mode):
            return False
        return not self.is_aside(call, FILE)

    # --- statements that change without a call ----------------------------------------------------
    def note(self, target: ir.Node, value: ir.Expr | None) -> None:
        """Remembers what an object was given, so that storing that one is a change. What is added to
        is a counter."""
        if not isinstance(target, (ir.Attribute, ir.Subscript)):
            return
        if isinstance(value, ir.BinaryOp) and value.op in ("+", "-"):
            return
        root = _root(target)
        name = target.attr if isinstance(target, ir.Attribute) else ir.text(target.index)
        if not isinstance(root, ir.Name) or root.id in _OF_REQUESTS:
            return
        if not is_beside(name) and not name.endswith("_at"):
            self.assigned |= {ir.text(target.value, 200), root.id}

    def deleted(self, statement: ir.Delete) -> Iterator[Change]:
        """`del ORDERS[number]`, of what outlives the request."""
        for target in statement.targets:
            if isinstance(target, ir.Subscript) and self.is_shared(target.value):
                yield Change(target, self.function, SHARED)

    def is_taken_out(self, call: ir.Call) -> bool:
        """`ORDERS.pop(number)`, of a collection of the module."""
        func = call.func
        if not isinstance(func, ir.Attribute) or func.attr not in ("pop", "remove", "clear"):
            return False
        taken = ir.text(call.args[0].value, 200) if call.args else ""
        if (ir.text(func.value, 200), taken) in self.added:
            return False
        value = self.project.evaluate(func.value, self.scope)
        return (
            isinstance(value, Known)
            and isinstance(value.expr, (ir.Dictionary, ir.Collection))
            and self.is_shared(func.value)
        )

    def is_shared(self, expr: ir.Expr) -> bool:
        """Whether an expression begins with a name of the module, or of the function around this
        one, and does not say that it is a cache or of the like."""
        root = _root(expr)
        if not isinstance(root, ir.Name) or is_beside(ir.text(expr, 200)):
            return False
        if self.scope.bindings(root.id) or root.id in self.scope.bound:
            return False
        current: Scope | None = self.scope.parent
        while current is not None:
            for binding in current.bindings(root.id):
                return binding.kind != "import" or self.is_own(root)
            current = current.parent
        return False

    def is_own(self, root: ir.Name) -> bool:
        """Whether what is imported is a thing of the project."""
        value = self.project.evaluate(root, self.scope)
        return (
            isinstance(value, (Known, Instance))
            and callable_name(value) is None
            and not (isinstance(value, Instance) and not isinstance(value.cls, ClassRef))
        )


#: What is given to one request.
_OF_REQUESTS = frozenset({"self", "request", "req", "response", "resp", "g", "context", "session"})
_SESSIONS = frozenset(
    {"session", "db_session", "dbsession", "db", "database", "conn", "connection", "_session"}
)


def _root(expr: ir.Expr) -> ir.Expr:
    """What a chain of attributes, items and calls begins with."""
    while isinstance(expr, (ir.Attribute, ir.Subscript, ir.Call)):
        expr = expr.func if isinstance(expr, ir.Call) else expr.value
    return expr


def _chain(expr: ir.Expr, scope: Scope) -> list[str]:
    """The names in a chain of attributes and calls, the first one first, as they are called where they
    come from."""
    found: list[str] = []
    while True:
        if isinstance(expr, ir.Call):
            expr = expr.func
        elif isinstance(expr, ir.Attribute):
            found.append(expr.attr)
            expr = expr.value
        elif isinstance(expr, (ir.Subscript, ir.Await)):
            expr = expr.value
        else:
            break
    if isinstance(expr, ir.Name):
        found.append(last_word(expr, scope))
    return found[::-1]


def _is_beside(expr: ir.Expr, scope: Scope) -> bool:
    """Whether what a chain begins with, other than a session of a database, is something beside."""
    chain = _chain(expr, scope)
    return any(is_beside(name) for name in chain if "session" not in name.lower()) or any(
        is_beside(called(arg.value, scope) or ir.text(arg.value))
        for node in ir.walk(expr)
        if isinstance(node, ir.Call)
        and isinstance(node.func, ir.Attribute)
        and node.func.attr == "query"
        for arg in node.args
    )


def _only_counts(call: ir.Call) -> bool:
    """`update_one(which, {"$inc": {"views": 1}})`"""
    change = call.positional(1)
    if not isinstance(change, ir.Dictionary) or not change.items:
        return False
    return all(isinstance(key, ir.Constant) and key.value == "$inc" for key, _ in change.items)


def _beginning(expr: ir.Expr, project: Project, scope: Scope) -> str | None:
    """What a text begins with, as far as it is written down; None for what is no text."""
    constant = project.resolver.constant(expr, scope)
    if isinstance(constant, str):
        return constant
    if isinstance(expr, ir.FormattedString) and expr.parts:
        return "".join(
            part.value if isinstance(part, ir.Constant) and isinstance(part.value, str) else "x"
            for part in expr.parts
        )
    if isinstance(expr, ir.BinaryOp) and expr.op in ("+", "%"):
        return _beginning(expr.left, project, scope)
    if (
        isinstance(expr, ir.Call)
        and isinstance(expr.func, ir.Attribute)
        and expr.func.attr == "format"
    ):
        return _beginning(expr.func.value, project, scope)
    return None


def _ends(body: tuple[ir.Stmt, ...]) -> bool:
    return any(isinstance(statement, (ir.Return, ir.Raise)) for statement in body)
