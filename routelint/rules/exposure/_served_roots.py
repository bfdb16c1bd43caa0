"""Directories of which all files are served, and that hold more than what is meant for clients."""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Related
from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, callable_name
from routelint.model.vocabulary import Framework
from routelint.policies.origins import Written, written
from routelint.policies.sites import active, calls_of, in_production, same_line
from routelint.rules.exposure._exposure import Exposure

_SAME = frozenset({"abspath", "realpath", "resolve", "absolute", "str", "normpath", "fspath"})
_HERE = frozenset({".", "./", "", "..", "../", "../..", "../../"})
_MEANINGS = {
    "here": "the directory of the program, with its sources and settings",
    "/": "the whole disk",
}


def served_roots(project: Project) -> Iterator[Exposure]:
    for framework in active(project):
        table = framework.files
        names = {name.rpartition(".")[2] for name in (*table.roots, *table.listings)}
        names |= {"partial"} if table.roots else set()
        for site in calls_of(project, frozenset(names)):
            callee, call = _callee(project, site.call, site.scope)
            if site.main_guard or not in_production(project, Ref(call, site.scope)):
                continue
            place = table.roots.get(callee)
            if place is not None and not _is_one_file(project, call, site.scope, framework, callee):
                directory = call.argument(place[1], place[0])
                yield from _of_directory(
                    project, directory, site.scope, framework, callee, site.function
                )
            option = table.listings.get(callee)
            if option is not None:
                yield from _listing(project, call.keyword(option), site.scope, framework, option)
    yield from _in_lists(project)


def _callee(project: Project, call: ir.Call, scope: Scope) -> tuple[str, ir.Call]:
    name = project.name_of(call.func, scope)
    if name == "functools.partial":
        return project.name_of(call.positional(0), scope), call
    return name, call


def _is_one_file(
    project: Project, call: ir.Call, scope: Scope, framework: Framework, callee: str
) -> bool:
    place = framework.files.names.get(callee)
    if place is None:
        return False
    name = call.argument(place[1], place[0])
    return name is None or not _varies(project, name, scope)


def _varies(project: Project, name: ir.Expr, scope: Scope) -> bool:
    """Whether the name of a file is a parameter of a handler, as it came."""
    if not isinstance(name, ir.Name) or not isinstance(scope.node, ir.Function):
        return False
    bindings = scope.bindings(name.id)
    return (
        len(bindings) == 1
        and bindings[0].kind == "parameter"
        and not any(
            any(isinstance(n, ir.Name) and n.id == name.id for n in ir.walk(node))
            for node in ir.nodes_of(scope.node.body, ir.Compare)
        )
        and any(
            handler.function.node is scope.node and param.name == name.id
            for handler in project.handlers
            for route in handler.routes
            if route.pattern is not None
            for param in route.pattern.params
        )
    )


def _of_directory(
    project: Project,
    directory: ir.Expr | None,
    scope: Scope,
    framework: Framework,
    callee: str,
    function: FunctionRef | None,
) -> Iterator[Exposure]:
    if directory is None:
        return
    given = Ref(directory, scope)
    parts = directory.items if isinstance(directory, ir.Collection) else (directory,)
    for part in parts:
        for found in _written(project, Ref(part, scope)):
            meaning = _meaning(project, found)
            if meaning is None or not in_production(project, found.ref):
                continue
            related: tuple[Related, ...] = ()
            if not same_line(given, found.ref):
                related = (Related(found.ref.location, "the directory is this one"),)
            yield Exposure(
                given,
                framework,
                f"`{callee.rpartition('.')[2]}` serves {_MEANINGS[meaning]}.".replace(
                    "`__init__`", "The handler"
                ),
                "Serve a directory that holds nothing else: "
                '`os.path.join(os.path.dirname(__file__), "static")`.',
                function,
                related,
            )
            return


def _written(project: Project, ref: Ref) -> list[Written]:
    return list(written(project, ref)) or [Written(ref)]


def _meaning(project: Project, found: Written, depth: int = 0) -> str | None:
    """Whether a directory is that of the program or the root of the disk."""
    expr, scope = found.ref.expr, found.ref.scope
    if depth > 6:
        return None

    def on(inner: ir.Expr | None) -> str | None:
        if inner is None:
            return None
        behind = _written(project, Ref(inner, scope))[0]
        return None if behind.ref.expr is expr else _meaning(project, behind, depth + 1)

    if isinstance(expr, ir.Constant):
        if expr.value == "/":
            return "/"
        return "here" if expr.value in _HERE else None
    if isinstance(expr, ir.Attribute):
        if expr.attr == "root_path":
            return "here"
        if expr.attr == "parent":
            return "here" if _is_of_file(project, expr.value, scope) else on(expr.value)
        return None
    if isinstance(expr, ir.Subscript):
        if isinstance(expr.value, ir.Attribute) and expr.value.attr == "parents":
            return "here" if _is_of_file(project, expr.value.value, scope) else None
        return None
    if isinstance(expr, ir.Call):
        name = project.name_of(expr.func, scope)
        last = expr.func.attr if isinstance(expr.func, ir.Attribute) else ir.dotted(expr.func)
        if name in ("os.getcwd", "pathlib.Path.cwd") or last == "getcwd":
            return "here"
        if name == "os.path.dirname" or last == "dirname":
            inner = expr.positional(0)
            if inner is None:
                return None
            return "here" if _is_of_file(project, inner, scope) else on(inner)
        if name in ("pathlib.Path", "pathlib.PurePath"):
            return (
                "here"
                if not expr.args
                else (on(expr.args[0].value) if len(expr.args) == 1 else None)
            )
        if name == "os.path.join" and len(expr.args) > 1:
            if all(
                isinstance(a.value, ir.Constant) and a.value.value in _HERE for a in expr.args[1:]
            ):
                return on(expr.args[0].value)
            return None
        if last in _SAME:
            if isinstance(expr.func, ir.Attribute) and not expr.args:
                return on(expr.func.value)
            return on(expr.positional(0))
    return None


def _is_of_file(project: Project, expr: ir.Expr, scope: Scope, depth: int = 0) -> bool:
    """Whether an expression is the path of the module: `__file__`, in whatever form."""
    if isinstance(expr, ir.Name):
        return expr.id == "__file__"
    if isinstance(expr, ir.Call) and depth < 6:
        last = expr.func.attr if isinstance(expr.func, ir.Attribute) else ir.dotted(expr.func)
        known = project.name_of(expr.func, scope) in ("pathlib.Path", "pathlib.PurePath")
        if last in _SAME or known or last == "getsourcefile":
            inner = expr.positional(0)
            if inner is None and isinstance(expr.func, ir.Attribute):
                inner = expr.func.value
            return inner is not None and _is_of_file(project, inner, scope, depth + 1)
    return False


def _listing(
    project: Project, value: ir.Expr | None, scope: Scope, framework: Framework, option: str
) -> Iterator[Exposure]:
    if value is not None and isinstance(value, ir.Constant) and value.value is True:
        yield Exposure(
            Ref(value, scope),
            framework,
            f"With `{option}=True` clients get lists of all files, also of those that no page names.",
            f"Leave `{option}` out.",
        )


# --- classes and functions that are given with their arguments, but not called --------------------
def _in_lists(project: Project) -> Iterator[Exposure]:
    """`(r"/(.*)", StaticFileHandler, {"path": "."})`, `re_path(..., serve, {"document_root": ...})`."""
    frameworks = [f for f in active(project) if f.files.roots]
    if not frameworks:
        return
    for scope, function, node in _groups(project):
        items = _items(node)
        for i, item in enumerate(items):
            if not isinstance(item, (ir.Name, ir.Attribute)):
                continue
            given = next((g for g in items[i + 1 :] if isinstance(g, ir.Dictionary)), None)
            callee = "" if given is None else callable_name(project.evaluate(item, scope)) or ""
            for framework in frameworks if given is not None else ():
                place = framework.files.roots.get(callee)
                for key, value in given.items if place is not None and given is not None else ():
                    name = None if key is None else project.resolver.constant(key, scope)
                    if place is not None and name == place[0]:
                        yield from _of_directory(project, value, scope, framework, callee, function)
                    elif name == framework.files.listings.get(callee, "-"):
                        yield from _listing(project, value, scope, framework, str(name))


def _items(node: ir.Node) -> tuple[ir.Expr, ...]:
    if isinstance(node, ir.Collection):
        return node.items
    assert isinstance(node, ir.Call)
    return tuple(arg.value for arg in node.args)


def _groups(project: Project) -> Iterator[tuple[Scope, FunctionRef | None, ir.Node]]:
    for module in project.modules:
        for statement in module.top_level():
            if not isinstance(statement, (ir.Function, ir.Class, ir.Elided)):
                for node in ir.walk(statement):
                    if isinstance(node, (ir.Collection, ir.Call)):
                        yield module.scope, None, node
    for function in project.pipeline_functions():
        scope = project.scope(function)
        for node in ir.walk_body(function.node.body):
            if isinstance(node, (ir.Collection, ir.Call)):
                yield scope, function, node
