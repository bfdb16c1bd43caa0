"""Guards that guard nothing: what is written like one, and lets everybody pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, Span
from routelint.model import ir
from routelint.model.app import Container, Handler, Ref, Role
from routelint.model.dependencies import is_marked, target
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    Symbol,
    Value,
    as_function,
)
from routelint.model.vocabulary import Framework
from routelint.policies.protection import Protections
from routelint.policies.sites import calls_of

_DENIALS = frozenset({401, 403})
_SAYS_NO = ("forbidden", "unauthor", "notauthor", "notauthenticated", "permissiondenied")


@dataclass(frozen=True, eq=False)
class Ineffective:
    """`shown` is what does not guard, `why` what it does instead. `new` is the text that belongs in
    the place of `shown`, "" when none can be given, and `handler` the handler that it is in."""

    shown: Ref
    span: Span
    why: str
    hint: str
    framework: Framework
    new: str = ""
    handler: Handler | None = None
    related: tuple[tuple[Location, str], ...] = ()


def ineffective_guards(project: Project) -> Iterator[Ineffective]:
    """All of them, each once."""
    seen: set[tuple[str, tuple[int, int]]] = set()
    for find in (_users, _attributes, _dependencies, _listed, _permissions, _lazy):
        for found in find(project):
            key = (found.shown.scope.module.path, found.span.start)
            if key not in seen and not found.shown.scope.module.is_test:
                seen.add(key)
                yield found


# --- users that are always there ------------------------------------------------------------------
def _users(project: Project) -> Iterator[Ineffective]:
    frameworks = [f for f in project.used if f.users and has_users(project, f)]
    if not frameworks:
        return
    tells = {name: (text, f) for f in frameworks for name, text in f.users.items()}
    for function in project.pipeline_functions():
        scope = project.scope(function)
        handlers = project.handlers_of(function)
        for whole, test in _tests(project, function, handlers):
            found = _asked_whether_there(project, test, scope, tells)
            if found is None:
                continue
            part, user, there, name = found
            if _tells_by_itself(whole, part, user, function, tells[name][0]):
                continue
            if any(_is_guarded(project, handler) for handler in handlers):
                continue
            if puts_own_users(project):
                return
            text, framework = tells[name]
            framework = next((h.framework for h in handlers), framework)
            asked = text.format(ir.text(user))
            yield Ineffective(
                Ref(part, scope),
                part.span,
                f"`{ir.text(part)}` is always {'true' if there else 'false'}: "
                f"`{ir.text(user)}` is an object for those who are not signed in, too",
                f"Ask it who it stands for: `{asked}`.",
                framework,
                asked if there else f"not {asked}",
                next(iter(handlers), None),
            )


def has_users(project: Project, framework: Framework) -> bool:
    """Whether nothing tells that those who are not signed in are no object."""
    key, item = framework.users_setting
    for container in project.containers:
        for setting in container.settings:
            if key and setting.key == key and setting.value is not None:
                value = project.evaluate(setting.value.expr, setting.value.scope)
                if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
                    return False
                for name, _ in value.expr.items:
                    if name is None or project.resolver.constant(name, value.scope) == item:
                        return False
    return not framework.users_from or any(
        middleware.name == framework.users_from
        for container in project.containers
        for middleware in container.middleware
    )


def puts_own_users(project: Project) -> bool:
    """Whether the project itself says who asks, which may be nobody."""

    def looked() -> bool:
        return any(
            isinstance(node, ir.Assign)
            and any(isinstance(t, ir.Attribute) and t.attr == "user" for t in node.targets)
            and any(isinstance(p, ir.Constant) and p.value is None for p in _parts(node.value))
            for function in project.pipeline_functions()
            for node in ir.walk_body(function.node.body)
        )

    return project.memo("own-users", looked)


def _parts(expr: ir.Expr | None) -> Iterator[ir.Node]:
    if expr is not None:
        yield from ir.walk(expr)


def _tests(
    project: Project, function: FunctionRef, handlers: list[Handler]
) -> Iterator[tuple[ir.Expr, ir.Expr]]:
    """The tests that decide whether the function goes on: each with the whole of which it is part."""
    condition = any(h.contract is not None and h.contract.result == "condition" for h in handlers)
    scope = project.scope(function)
    for node in ir.walk_body(function.node.body):
        if isinstance(node, ir.If) and _decides(project, node, scope):
            for part in _operands(node.test):
                yield node.test, part
        elif condition and isinstance(node, ir.Return) and node.value is not None:
            value = node.value
            if isinstance(value, ir.Call) and ir.dotted(value.func) == "bool":
                value = value.positional(0) or value
            for part in _operands(value):
                if (
                    part is not value
                    or not isinstance(part, (ir.Name, ir.Attribute))
                    or value is not node.value
                ):
                    yield value, part


def _decides(project: Project, node: ir.If, scope: Scope) -> bool:
    """Whether a branch ends the function."""
    return any(
        isinstance(last, (ir.Return, ir.Raise)) or _is_abort(project, last, scope)
        for body in (node.body, node.orelse)
        for last in body[-1:]
    )


def _is_abort(project: Project, statement: ir.Stmt, scope: Scope) -> bool:
    if not isinstance(statement, ir.ExprStmt) or not isinstance(statement.value, ir.Call):
        return False
    return project.name_of(statement.value.func, scope) in project.names.aborts


def _operands(test: ir.Expr) -> Iterator[ir.Expr]:
    if isinstance(test, ir.BoolOp):
        for value in test.values:
            yield from _operands(value)
    else:
        yield test


def _asked_whether_there(
    project: Project, test: ir.Expr, scope: Scope, tells: dict[str, tuple[str, Framework]]
) -> tuple[ir.Expr, ir.Expr, bool, str] | None:
    """The test, the user in it, whether it is true when that one is there, and its name."""
    user, there = test, True
    if isinstance(test, ir.Not):
        user, there = test.operand, False
    elif isinstance(test, ir.Compare) and len(test.ops) == 1:
        right = test.comparators[0]
        if test.ops[0] not in ("is", "is not", "==", "!=") or not (
            isinstance(right, ir.Constant) and right.value is None
        ):
            return None
        user, there = test.left, test.ops[0] in ("is not", "!=")
    if not isinstance(user, (ir.Name, ir.Attribute)):
        return None
    name = project.name_of(user, scope)
    return (test, user, there, name) if name in tells else None


def _tells_by_itself(
    whole: ir.Expr, part: ir.Expr, user: ir.Expr, function: FunctionRef, text: str
) -> bool:
    """Whether something else in the test, or the function, asks the user who it is."""
    written = ir.text(user)
    for node in ir.walk(whole):
        if node is not user and isinstance(node, ir.Attribute) and ir.text(node.value) == written:
            return True
        if isinstance(node, ir.Call) and any(ir.text(a.value) == written for a in node.args):
            return True
    told = {"is_authenticated", "is_anonymous", text.rpartition(".")[2]}
    return any(
        (isinstance(node, ir.Attribute) and node.attr in told)
        or (isinstance(node, ir.Constant) and node.value in told)
        for node in ir.walk_body(function.node.body)
    )


def _is_guarded(project: Project, handler: Handler) -> bool:
    """Whether something in front of the handler refuses those who are not signed in."""
    protections = project.memo("protections-of-users", lambda: Protections(project))
    if any(route.guards or route.container.guards for route in handler.routes):
        return True
    return any(
        protections.of_handler(served, handler)
        for route in handler.routes
        for app in project.apps_of(route.container) or [route.container]
        for served in project.effective_routes(app)
        if served.route is route
    )


# --- attributes of view classes -------------------------------------------------------------------
def _attributes(project: Project) -> Iterator[Ineffective]:
    for framework in project.used:
        if not framework.misspelt_guards and not framework.guard_attributes:
            continue
        for handler, cls in _view_classes(project, framework):
            scope = cls.module.scope_of(cls.node, cls.scope)
            for member in cls.module.class_members(cls.node):
                if not isinstance(member, ir.Assign) or member.value is None:
                    continue
                for name in member.targets:
                    if not isinstance(name, ir.Name):
                        continue
                    meant = framework.misspelt_guards.get(name.id)
                    if meant is not None and not _is_read(project, cls, name.id):
                        yield Ineffective(
                            Ref(name, scope),
                            name.span,
                            f"Nothing reads `{name.id}` of `{cls.name}`: it guards nothing",
                            f"Write `{meant} = [...]`.",
                            framework,
                            meant if isinstance(member.value, ir.Collection) else "",
                            handler,
                        )
                    elif name.id in framework.guard_attributes:
                        yield from _one_of_many(member.value, scope, framework, handler)


def _view_classes(project: Project, framework: Framework) -> Iterator[tuple[Handler, ClassRef]]:
    seen: set[int] = set()
    for handler in project.handlers:
        if handler.framework is not framework or handler.view_class is None:
            continue
        for cls in project.resolver.mro(handler.view_class):
            if isinstance(cls, ClassRef) and id(cls.node) not in seen:
                seen.add(id(cls.node))
                yield handler, cls


def _is_read(project: Project, cls: ClassRef, name: str) -> bool:
    """Whether a class of the project, this one or one that it derives from, looks at the attribute."""
    return any(
        (isinstance(node, ir.Attribute) and node.attr == name)
        or (isinstance(node, ir.Constant) and node.value == name)
        for base in project.resolver.mro(cls)
        if isinstance(base, ClassRef)
        for member in base.module.class_body(base.node)
        if isinstance(member, ir.Function)
        for node in ir.walk_body(member.body)
    )


def _one_of_many(
    value: ir.Expr, scope: Scope, framework: Framework, handler: Handler
) -> Iterator[Ineffective]:
    """`[IsAdmin or IsOwner]` is one class."""
    for item in value.items if isinstance(value, ir.Collection) else ():
        if isinstance(item, ir.BoolOp) and all(
            isinstance(v, (ir.Name, ir.Attribute)) for v in item.values
        ):
            kept = item.values[0 if item.op == "or" else -1]
            sign = " | " if item.op == "or" else " & "
            new = sign.join(ir.text(v) for v in item.values)
            yield Ineffective(
                Ref(item, scope),
                item.span,
                f"`{ir.text(item)}` is `{ir.text(kept)}`, and the other ones guard nothing",
                f"Write `{new}`.",
                framework,
                new,
                handler,
            )


# --- dependencies ---------------------------------------------------------------------------------
def _dependencies(project: Project) -> Iterator[Ineffective]:
    for handler in project.with_role(Role.VIEW, Role.DEPENDENCY, Role.WEBSOCKET):
        markers = handler.framework.dependency_markers
        if not markers:
            continue
        function = handler.function
        for param in function.node.params:
            for expr, scope, value in _asked_for(project, function, param):
                if is_marked(value, markers):
                    needed = target(project.resolver, value, markers)
                    yield from _called(
                        project, Ref(expr, scope), needed, handler.framework, handler
                    )
                    yield from _unread(project, Ref(expr, scope), needed, param, handler)
                elif isinstance(value, FunctionRef) and _denies(project, value):
                    yield Ineffective(
                        Ref(expr, scope),
                        expr.span,
                        f"`{param.name}` is the function `{value.name}` itself, which nobody calls",
                        f"Write `Depends({ir.text(expr)})`.",
                        handler.framework,
                        "",
                        handler,
                        _elsewhere(value, scope),
                    )
        scope = project.scope(function)
        for node in ir.nodes_of(function.node.body, ir.Call):
            if project.name_of(node.func, scope) in markers:
                yield Ineffective(
                    Ref(node, scope),
                    node.span,
                    f"`{ir.text(node)}` in the body of `{handler.name}` calls nothing",
                    "Make it the default of a parameter, or an entry of `dependencies=[...]`.",
                    handler.framework,
                    "",
                    handler,
                )


def _asked_for(
    project: Project, function: FunctionRef, param: ir.Parameter
) -> Iterator[tuple[ir.Expr, Scope, Value | None]]:
    if param.default is not None:
        scope = function.scope
        yield param.default, scope, project.evaluate(param.default, scope)
    if param.annotation is None:
        return
    annotation = project.evaluate(param.annotation, function.scope)
    if isinstance(annotation, Known) and isinstance(annotation.expr, ir.Subscript):
        index = annotation.expr.index
        for item in index.items[1:] if isinstance(index, ir.Collection) else ():
            yield item, annotation.scope, project.evaluate(item, annotation.scope)


def _called(
    project: Project,
    at: Ref,
    needed: Value | None,
    framework: Framework,
    handler: Handler | None = None,
) -> Iterator[Ineffective]:
    """A class whose objects would refuse: the framework makes one, and does not call it."""
    name = ""
    if isinstance(needed, Symbol) and needed.name in framework.guard_classes:
        name = needed.name.rpartition(".")[2]
    elif isinstance(needed, ClassRef):
        methods = {
            member.name: member
            for member in needed.module.class_body(needed.node)
            if isinstance(member, ir.Function)
        }
        call, init = methods.get("__call__"), methods.get("__init__")
        if call is not None and (init is None or not _raises(init)):
            if _denies(project, FunctionRef(needed.module, call, needed.scope, needed)):
                name = needed.name
    if name:
        yield Ineffective(
            at,
            at.expr.span,
            f"An object of `{name}` is made for each request, and nobody calls it",
            f"Make it once, and depend on the object: `Depends({name}(...))`.",
            framework,
            "",
            handler,
            _elsewhere(needed, at.scope),
        )


def _elsewhere(value: Value | None, scope: Scope) -> tuple[tuple[Location, str], ...]:
    """The place of what would refuse, where that is another module."""
    if not isinstance(value, (ClassRef, FunctionRef)) or value.module is scope.module:
        return ()
    return ((value.location, "would refuse, if it were called"),)


def _raises(function: ir.Function) -> bool:
    return any(isinstance(node, ir.Raise) for node in ir.walk_body(function.body))


def _denies(project: Project, function: FunctionRef) -> bool:
    """Whether a function raises what is about who asks."""
    scope = project.scope(function)
    for node in ir.nodes_of(function.node.body, ir.Raise):
        if node.exc is None:
            continue
        for part in ir.walk(node.exc):
            word = part.id if isinstance(part, ir.Name) else getattr(part, "attr", "")
            if isinstance(word, str):
                plain = word.lower().replace("_", "")
                if any(text in plain for text in (*_SAYS_NO, "http401", "http403")):
                    return True
            if isinstance(part, ir.Constant) and part.value in _DENIALS:
                return True
            if isinstance(part, ir.Name) and project.resolver.constant(part, scope) in (401, 403):
                return True
    return False


def _may_be_none(project: Project, needed: Value | None, framework: Framework) -> bool:
    """Whether an object gives None to those without credentials, instead of refusing them."""
    return (
        isinstance(needed, Instance)
        and isinstance(needed.cls, Symbol)
        and needed.cls.name in framework.guard_classes
        and needed.call is not None
        and needed.scope is not None
        and project.resolver.constant(needed.call.keyword("auto_error"), needed.scope) is False
    )


def _unread(
    project: Project, at: Ref, needed: Value | None, param: ir.Parameter, handler: Handler
) -> Iterator[Ineffective]:
    """`auto_error=False`, and nobody looks at what comes."""
    if not _may_be_none(project, needed, handler.framework):
        return
    body = handler.function.node.body
    if any(
        isinstance(node, ir.Name) and node.id == param.name
        for node in ir.walk_body(body, into_functions=True)
    ):
        return
    yield _without_errors(at, handler.framework, handler)


def _without_errors(at: Ref, framework: Framework, handler: Handler | None) -> Ineffective:
    return Ineffective(
        at,
        at.expr.span,
        "With `auto_error=False` it gives None to those without credentials, and nobody looks at that",
        "Leave `auto_error=False` out, or raise where there are no credentials.",
        framework,
        "",
        handler,
    )


def _listed(project: Project) -> Iterator[Ineffective]:
    """`dependencies=[...]` of apps, routers and routes."""
    for container in project.containers:
        framework = container.framework
        markers = framework.dependency_markers
        if not markers or not framework.guard_classes:
            continue
        refs = [*container.guards]
        refs += [guard for route in container.routes for guard in route.guards]
        refs += [guard for include in container.includes for guard in include.guards]
        for ref in refs:
            items = project.resolver.items(ref.expr, ref.scope)
            for expr, scope in [(ref.expr, ref.scope)] if items is None else items:
                value = project.evaluate(expr, scope)
                if is_marked(value, markers):
                    needed = target(project.resolver, value, markers)
                    yield from _called(project, Ref(expr, scope), needed, framework)
                    if _may_be_none(project, needed, framework):
                        yield _without_errors(Ref(expr, scope), framework, None)


# --- permissions that nobody decides --------------------------------------------------------------
def _permissions(project: Project) -> Iterator[Ineffective]:
    for app in project.containers:
        framework = app.framework
        if not framework.permission_policies or app.kind != "app" or app.phantom:
            continue
        ignored = [
            name
            for name, policies in framework.permission_policies.items()
            if not _decides_permissions(project, app, policies)
        ]
        for view in app.views:
            for name in ignored:
                given = view.options.get(name)
                if given is None or not isinstance(project.value_of(given), str):
                    continue
                if project.value_of(given) == "__no_permission_required__":
                    continue
                yield Ineffective(
                    given,
                    given.expr.span,
                    f"`{name}={ir.text(given.expr)}` is not looked at: "
                    "the application has no security policy",
                    "Give it one: `config.set_security_policy(SecurityPolicy())`.",
                    framework,
                    "",
                    next(iter(view.handlers), None),
                )


def _decides_permissions(project: Project, app: Container, wanted: frozenset[str]) -> bool:
    """Whether a policy is set, or may be set where nothing was read."""
    if wanted & set(app.options) or (app.call is not None and app.call.has_double_star):
        return True
    others = {id(other.call) for other in project.containers if other is not app and other.call}

    def is_of_another(call: ir.Call, scope: Scope) -> bool:
        func = call.func
        on = project.evaluate(func.value, scope) if isinstance(func, ir.Attribute) else None
        return isinstance(on, Instance) and id(on.call) in others

    if any(not is_of_another(site.call, site.scope) for site in calls_of(project, wanted)):
        return True
    for site in calls_of(project, frozenset({"include"})):
        if is_of_another(site.call, site.scope):
            continue
        included = project.evaluate(site.call.positional(0), site.scope)
        text = project.resolver.constant(site.call.positional(0), site.scope)
        if isinstance(text, str):
            if not text.startswith(".") and _is_elsewhere(project, site.scope, text):
                return True
        elif as_function(included) is None:
            return True
    return False


def _is_elsewhere(project: Project, scope: Scope, text: str) -> bool:
    """Whether a module that is included by its name is none of the project."""
    name = text.partition(":")[0]
    parent = name.rpartition(".")[0]
    index, module = project.index, scope.module
    return index.find(module, name) is None and (not parent or index.find(module, parent) is None)


# --- dependencies that run for those that name them -----------------------------------------------
def _lazy(project: Project) -> Iterator[Ineffective]:
    for container in project.containers:
        option = container.framework.lazy_dependencies
        given = container.call.keyword(option) if option and container.call is not None else None
        value = None if given is None else project.evaluate(given, container.scope)
        if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
            continue
        for key, item in value.expr.items:
            name = project.resolver.constant(key, value.scope) if key is not None else None
            made = project.evaluate(item, value.scope)
            if isinstance(made, Instance) and made.call is not None and made.scope is not None:
                made = project.evaluate(made.call.argument(0, "dependency"), made.scope)
            function = as_function(made)
            if not isinstance(name, str) or function is None or not _denies(project, function):
                continue
            open_ones = [
                handler
                for served in project.effective_routes(container)
                for handler in served.route.handlers
                if handler.role == Role.VIEW
                and not served.route.guards
                and name not in {param.name for param in handler.function.node.params}
            ]
            named = any(
                name in {param.name for param in handler.function.node.params}
                for served in project.effective_routes(container)
                for handler in served.route.handlers
            )
            if open_ones and not named:
                first = open_ones[0]
                yield Ineffective(
                    Ref(item, value.scope),
                    item.span,
                    f"`{name}` runs only for handlers with a parameter of that name, "
                    f"and `{first.name}` has none",
                    f"Make `{function.name}` a guard: `guards=[...]`.",
                    container.framework,
                    "",
                    None,
                    ((first.function.location, "runs without it"),),
                )
