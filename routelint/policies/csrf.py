"""Protection against requests of other sites: where it is switched off, missing or emptied."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from routelint.findings import Location, Related
from routelint.model import ir
from routelint.model.app import Container, Handler, Ref
from routelint.model.csrf import OFF, ON, OPEN_PATHS, SAFE_METHODS, Csrf
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import (
    ClassRef,
    FunctionRef,
    Instance,
    Known,
    as_function,
    callable_name,
)
from routelint.model.vocabulary import Framework
from routelint.policies.origins import written
from routelint.policies.protection import callee
from routelint.policies.sites import Site, active, calls_of, frameworks_at
from routelint.policies.visitors import Trusting, Visitors, guards_of

_CHANGING = ("POST", "PUT", "PATCH", "DELETE")
#: Expressions that every path matches.
_ANY_PATH = frozenset({"", "/", "^", "^/", ".*", "/.*", "^.*", "^/.*", "^.*$", "^/.*$"})


@dataclass(frozen=True, eq=False)
class Hole:
    """A place at which the protection ends. `how`: "off" (a switch), "methods" (some are not looked
    at), "paths" (none is looked at), "unused" (an object that no app was given), "missing" (the app
    has nothing), "unlooked" (a view whose guards don't look), "exempt" (one view or router), "emptied"
    (a check that finds everything right), "flag" (a request that is not looked at) or "form".
    `view` is one that changes something for whoever a cookie names, where that has to be known;
    `flips` tells that the value at `place` is a literal which has the opposite meaning otherwise."""

    how: str
    name: str
    place: Location
    scope: Scope
    framework: Framework
    ref: Ref
    view: Trusting | None = None
    related: tuple[Related, ...] = ()
    handler: Handler | None = None
    flips: bool = False
    left_out: tuple[str, ...] = ()


def holes(project: Project) -> Iterator[Hole]:
    """All of them in a project, each place once."""
    finder = _Finder(project)
    if not finder.tables:
        return
    seen: set[tuple[str, tuple[int, int]]] = set()
    for hole in finder.all():
        key = (hole.place.path, hole.place.span.start)
        if key not in seen:
            seen.add(key)
            yield hole


class _Finder:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.tables = [f for f in active(project) if f.csrf != Csrf()]
        self.visitors = Visitors.of(project)

    def all(self) -> Iterator[Hole]:
        yield from self._switched()
        yield from self._called()
        yield from self._unused()
        yield from self._missing()
        yield from self._unlooked()
        yield from self._exempted()
        yield from self._emptied()
        yield from self._flagged()
        yield from self._forms()

    # --- who is concerned -------------------------------------------------------------------------
    def _views(self, framework: Framework, app: Container | None = None) -> list[Trusting]:
        """The views that trust a cookie, of a framework or one that its apps hold; of one app."""
        return [
            view
            for view in self.visitors.trusting
            if framework.slug in (view.entry.framework.slug, view.entry.framework.host)
            and (app is None or app.phantom or app in view.apps or self._holds(app, view))
        ]

    def _holds(self, app: Container, view: Trusting) -> bool:
        """Whether an app of another framework (or a router that is made with it) serves the view."""
        return bool(view.entry.framework.host) and not any(a.kind == "app" for a in view.apps)

    def _first(self, framework: Framework, app: Container | None = None) -> Trusting | None:
        found = self._views(framework, app)
        return found[0] if found else None

    def _uses(self, names: tuple[str, ...] | frozenset[str]) -> Site | None:
        """A call of one of these names, outside of tests."""
        ends = frozenset(name.rpartition(".")[2] for name in names)
        return next(
            (
                site
                for site in (calls_of(self.project, ends) if ends else ())
                if self._callee(site.call, site.scope) & set(names)
                and not site.scope.module.is_test
            ),
            None,
        )

    def _callee(self, call: ir.Call, scope: Scope) -> set[str]:
        value = self.project.evaluate(call.func, scope)
        if isinstance(value, ClassRef):
            return set(self.project.resolver.class_names(value))
        return {callable_name(value) or ""}

    # --- settings and options ---------------------------------------------------------------------
    def _switched(self) -> Iterator[Hole]:
        for app in self.project.containers:
            table = app.framework.csrf
            for name, given in self._settings(app, (*table.switches, *table.methods)):
                if name in table.methods:
                    yield from self._unlisted(app, name, given)
                    continue
                source = self._off(given)
                if source is None:
                    continue
                used = table.switches[name]
                view = None if used else self._first(app.framework, app)
                site = self._uses(used) if used else None
                if (view is None and site is None) or self._by_hand(table):
                    continue
                related: tuple[Related, ...] = ()
                if site is not None:
                    place = Location(site.scope.module.path, site.call.span)
                    related = (Related(place, "the cookie is set here"),)
                yield self._hole(
                    "off", name, source, app.framework, view=view, related=related, flips=True
                )

    def _settings(self, app: Container, names: tuple[str, ...]) -> Iterator[tuple[str, Ref]]:
        last = {s.key: s for s in app.settings if s.key in names and not s.conditional}
        for name, setting in last.items():
            if setting.value is not None and not setting.main_guard:
                yield name, setting.value
        for name in names:
            if name in app.options and name not in last:
                yield name, app.options[name]

    def _off(self, given: Ref, wanted: object = False) -> Ref | None:
        """Where the value is written that switches off; None when it isn't, or another one may be."""
        for source in written(self.project, given):
            expr = source.ref.expr
            literal = isinstance(expr, ir.Constant) and expr.value is wanted
            return source.ref if literal and not source.fallback else None
        return None

    def _by_hand(self, table: Csrf) -> bool:
        return bool(table.by_hand) and self._uses(table.by_hand) is not None

    def _unlisted(self, app: Container, name: str, given: Ref) -> Iterator[Hole]:
        listed = self._texts(given)
        for view in self._views(app.framework, app) if listed is not None else ():
            left = tuple(
                m for m in _CHANGING if m not in (listed or ()) and m in (view.entry.methods or ())
            )
            if left:
                yield self._hole("methods", name, given, app.framework, view=view, left_out=left)
                return

    def _texts(self, given: Ref) -> set[str] | None:
        items = self.project.resolver.items(given.expr, given.scope)
        texts = [self.project.resolver.constant(e, s) for e, s in items or ()]
        if items is None or not all(isinstance(text, str) for text in texts):
            return None
        return {text.upper() for text in texts if isinstance(text, str)}

    # --- options of calls ---------------------------------------------------------------------------
    def _called(self) -> Iterator[Hole]:
        calls = {
            name: (framework, options)
            for framework in self.tables
            for name, options in framework.csrf.calls.items()
        }
        for app in self.project.containers:
            for middleware in app.middleware:
                if middleware.name in calls:
                    options = calls[middleware.name][1]
                    for name, how in options.items():
                        if name in middleware.options:
                            yield from self._option(
                                app.framework, name, how, middleware.options[name], app
                            )
        ends = frozenset(n.rpartition(".")[2] for n in calls) | self._subclasses(calls)
        for site in calls_of(self.project, ends) if calls else ():
            for called in sorted(self._callee(site.call, site.scope) & set(calls)):
                around = frameworks_at(self.project, site.scope, site.function)
                framework, options = calls[called]
                own = [f for f in around if called in f.csrf.calls]
                framework = framework if framework in own or not own else own[0]
                for name, how in options.items():
                    given = site.call.keyword(name)
                    if given is not None:
                        ref = Ref(given, site.scope)
                        nature = called in framework.csrf.by_nature
                        yield from self._option(framework, name, how, ref, None, nature)
        yield from self._assigned(calls)

    def _subclasses(self, names: Collection[str]) -> frozenset[str]:
        """The names of the project's classes that are built on one of these."""
        found = set()
        for module in self.project.modules if names else ():
            for statement in module.top_level():
                if isinstance(statement, ir.Class) and statement.bases:
                    cls = ClassRef(module, statement, module.scope)
                    if self.project.resolver.is_a(cls, *names):
                        found.add(statement.name)
        return frozenset(found)

    def _assigned(self, calls: Mapping[str, tuple[Framework, Mapping[str, str]]]) -> Iterator[Hole]:
        """`config.OPTION = False`, where `config` is an object of a class that takes it."""
        names = {option for _, options in calls.values() for option in options}
        for statement, scope in self._assignments() if names else ():
            for target in statement.targets:
                if not isinstance(target, ir.Attribute) or target.attr not in names:
                    continue
                owner = self.project.evaluate(target.value, scope)
                for name in self.project.resolver.class_names(owner):
                    framework, options = calls.get(name, (None, {}))
                    how = options.get(target.attr)
                    if framework is not None and how is not None and statement.value is not None:
                        ref = Ref(statement.value, scope)
                        nature = name in framework.csrf.by_nature
                        yield from self._option(framework, target.attr, how, ref, None, nature)

    def _assignments(self) -> list[tuple[ir.Assign, Scope]]:
        return self.project.memo("plain-assignments", lambda: list(self._all_assignments()))

    def _all_assignments(self) -> Iterator[tuple[ir.Assign, Scope]]:
        for module in self.project.modules:
            for statement in module.top_level():
                for node in ir.walk(statement) if not _defines(statement) else ():
                    if isinstance(node, ir.Assign):
                        yield node, module.scope
        for function in self.project.pipeline_functions():
            scope = self.project.scope(function)
            for node in ir.nodes_of(function.node.body, ir.Assign):
                yield node, scope

    def _option(
        self,
        framework: Framework,
        name: str,
        how: str,
        given: Ref,
        app: Container | None,
        nature: bool = False,
    ) -> Iterator[Hole]:
        if self._by_hand(framework.csrf) or self._asks_alone(framework.csrf):
            return
        views = self._views(framework, app)
        view = views[0] if views else None
        if how in (OFF, ON):
            source = self._off(given, how == ON)
            if source is not None and (nature or view is not None):
                yield self._hole("off", name, source, framework, view=view, flips=True)
        elif how == SAFE_METHODS:
            safe = self._texts(given)
            for view in views:
                left = tuple(
                    m for m in _CHANGING if m in (safe or ()) and m in (view.entry.methods or ())
                )
                if left:
                    yield self._hole("methods", name, given, framework, view=view, left_out=left)
                    return
        elif how == OPEN_PATHS and view is not None:
            for expr, scope in self._listed(given):
                text = self._expression(expr, scope)
                if text in _ANY_PATH:
                    yield self._hole("paths", name, Ref(expr, scope), framework, view=view)
                    return

    def _listed(self, given: Ref) -> list[tuple[ir.Expr, Scope]]:
        items = self.project.resolver.items(given.expr, given.scope)
        return [(given.expr, given.scope)] if items is None else items

    def _expression(self, expr: ir.Expr, scope: Scope) -> object:
        value = self.project.evaluate(expr, scope)
        if isinstance(value, Instance) and value.call is not None:
            expr, scope = value.call, value.scope or scope
        if isinstance(expr, ir.Call) and self.project.name_of(expr.func, scope) == "re.compile":
            return self.project.resolver.constant(expr.positional(0), scope)
        return self.project.resolver.constant(expr, scope)

    # --- objects that no app was given --------------------------------------------------------------
    def _unused(self) -> Iterator[Hole]:
        for framework in self.tables:
            table = framework.csrf
            for cls, method in table.objects.items():
                for site in calls_of(self.project, frozenset({cls.rpartition(".")[2]})):
                    if cls not in self._callee(site.call, site.scope):
                        continue
                    if site.scope.module.is_test or self._is_test_only(site):
                        continue
                    option, decorator = table.protects_by
                    given = site.call.keyword(option) if option else None
                    view = self._first(framework)
                    if view is None or self._by_hand(table):
                        continue
                    ref = Ref(site.call, site.scope)
                    if given is not None:
                        off = self._off(Ref(given, site.scope))
                        if off is not None and not self._protects_some(decorator):
                            yield self._hole("off", option, off, framework, view=view, flips=True)
                    elif not site.call.args and not self._is_given(site, method):
                        yield self._hole("unused", method, ref, framework, view=view)

    def _is_test_only(self, site: Site) -> bool:
        return site.main_guard

    def _is_given(self, site: Site, method: str) -> bool:
        """Whether some app may be given the object that a call makes."""
        for use in calls_of(self.project, frozenset({method})):
            if not isinstance(use.call.func, ir.Attribute):
                continue
            owner = self.project.evaluate(use.call.func.value, use.scope)
            if owner is None or (isinstance(owner, Instance) and owner.call is site.call):
                return True
        return False

    def _protects_some(self, decorator: str) -> bool:
        return any(
            use.name == decorator for handler in self.project.handlers for use in handler.decorators
        )

    # --- apps with nothing --------------------------------------------------------------------------
    def _missing(self) -> Iterator[Hole]:
        for app in self.project.apps:
            table = app.framework.csrf
            if app.module.is_test or not (table.needed or table.middleware):
                continue
            if self._may_protect(app, table):
                continue
            view = next(
                (v for v in self._views(app.framework, app) if v.entry.framework is app.framework),
                None,
            )
            if view is None:
                continue
            ref = Ref(app.call, app.scope) if app.call is not None else None
            place = app.location
            if table.middleware:
                setting = self.project.setting(app, "MIDDLEWARE")
                if setting is None or setting.value is None:
                    continue
                place, ref = setting.location, setting.value
            if ref is not None:
                yield Hole("missing", table.middleware, place, ref.scope, app.framework, ref, view)

    def _may_protect(self, app: Container, table: Csrf) -> bool:
        """Whether anything protects an app, or may: something may be given that can't be read."""
        if app.opaque_settings or self._by_hand(table):
            return True
        calls = frozenset(name for name in table.needed if "." in name)
        plain = [name for name in table.needed if "." not in name]
        if calls and self._uses(calls) is not None:
            return True
        if any(name in app.options or self.project.setting(app, name) for name in plain):
            return True
        if plain and app.call is not None and self._is_given_more(app):
            return True
        if plain and any(
            isinstance(target, ir.Attribute) and target.attr in plain
            for statement, _ in self._assignments()
            for target in statement.targets
        ):
            return True
        if not table.middleware:
            return self._asks_alone(table)
        setting = self.project.setting(app, "MIDDLEWARE")
        if setting is None or setting.value is None or not app.middleware:
            return True
        if self.project.resolver.items(setting.value.expr, setting.value.scope) is None:
            return True
        return any(
            not middleware.name
            or "csrf" in middleware.name.lower()
            or table.middleware in self.project.resolver.class_names(middleware.target)
            for middleware in app.middleware
        )

    def _asks_alone(self, table: Csrf) -> bool:
        """Whether single views ask for the token."""
        return any(
            self.project.value_of(view.options.get(option)) is (not exempt)
            for container in self.project.containers
            for view in container.views
            for option, exempt in table.options.items()
        )

    def _is_given_more(self, app: Container) -> bool:
        """Whether the constructor is given keywords that can't be read."""
        assert app.call is not None
        for arg in app.call.args:
            if arg.star == "**":
                value = self.project.evaluate(arg.value, app.scope)
                if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
                    if all(key is not None for key, _ in value.expr.items):
                        continue
                if isinstance(value, Instance) and callable_name(value.cls) == "builtins.dict":
                    if value.call is not None and not value.call.has_double_star:
                        continue
                return True
        return False

    def _unlooked(self) -> Iterator[Hole]:
        for view in self.visitors.trusting:
            table = view.entry.framework.csrf
            if not table.only_by or self._looks(view, table) or self._by_hand(table):
                continue
            function = view.entry.handler.function if view.entry.handler is not None else None
            if function is None or view.entry.framework not in self.tables:
                continue
            yield Hole(
                "unlooked",
                function.name,
                function.location,
                self.project.scope(function),
                view.entry.framework,
                Ref(ir.Name(function.name, function.node.name_span), function.scope),
                view,
                handler=view.entry.handler,
            )

    def _looks(self, view: Trusting, table: Csrf) -> bool:
        """Whether a guard of the view looks for the token, or may: a plain function does not."""
        for served in view.entry.served:
            for expr, scope in guards_of(self.project, served):
                if isinstance(expr, (ir.Constant, ir.Lambda)):
                    continue
                value = self.project.evaluate(expr, scope)
                names = {*self.project.resolver.class_names(value), callable_name(value) or ""}
                if as_function(value) is None or names & table.only_by:
                    return True
        return False

    # --- single views -------------------------------------------------------------------------------
    def _exempted(self) -> Iterator[Hole]:
        exempting = frozenset(n for f in self.tables for n in f.csrf.exempting)
        for view in self.visitors.trusting:
            yield from self._decorated(view)
            yield from self._by_options(view)
        ends = frozenset(name.rpartition(".")[2] for name in exempting)
        for site in calls_of(self.project, ends) if ends else ():
            if self._callee(site.call, site.scope) & exempting and len(site.call.args) == 1:
                yield from self._given(site)
        yield from self._with_decorators(exempting)

    def _decorated(self, view: Trusting) -> Iterator[Hole]:
        handler = view.entry.handler
        assert handler is not None
        uses = [(use, handler.function.scope) for use in handler.decorators]
        if view.entry.view_class is not None:
            uses += [(use, view.entry.view_class.scope) for use in handler.class_decorators]
        on_method = view.entry.view_class is not None
        table = handler.framework.csrf
        exempting = table.exempting
        for use, scope in uses if exempting else ():
            expr: ir.Expr = use.decorator.value
            name = use.name
            if isinstance(expr, ir.Call) and use.name == handler.framework.method_adapter:
                # It does nothing on the method itself, which only `dispatch` calls.
                method = self.project.resolver.constant(expr.argument(1, "name"), scope)
                if table.on_functions and method != "dispatch":
                    continue
                given = expr.argument(0, "decorator")
                inner = self._listed(Ref(given, scope)) if given is not None else []
                names = [self.project.name_of(e, s) for e, s in inner]
                name = next((n for n in names if n in exempting), "")
            elif on_method and table.on_functions:
                continue
            if name not in exempting:
                name = self.project.name_of(callee(use), scope)
            if name in exempting:
                yield self._hole(
                    "exempt", handler.name, Ref(expr, scope), handler.framework, view=view
                )

        if on_method and table.on_functions and exempting:
            yield from self._dispatched(view, handler)

    def _dispatched(self, view: Trusting, handler: Handler) -> Iterator[Hole]:
        """What stands before `dispatch()`, whose marks are those of the view that is made of it."""
        assert view.entry.view_class is not None
        method = self.project.resolver.method(view.entry.view_class, "dispatch")
        for decorator in method.node.decorators if method is not None else ():
            assert method is not None
            expr: ir.Expr = decorator.value
            if isinstance(expr, ir.Call):
                called = self.project.name_of(expr.func, method.scope)
                if called != handler.framework.method_adapter:
                    continue
                given = expr.argument(0, "decorator")
            else:
                given = expr
            for inner, scope in self._listed(Ref(given, method.scope)) if given else ():
                if self.project.name_of(inner, scope) in handler.framework.csrf.exempting:
                    ref = Ref(expr, method.scope)
                    yield self._hole("exempt", handler.name, ref, handler.framework, view=view)

    def _by_options(self, view: Trusting) -> Iterator[Hole]:
        handler = view.entry.handler
        assert handler is not None
        options = handler.framework.csrf.options
        needed = frozenset(n for n in handler.framework.csrf.needed if "." in n)
        if needed and self._uses(needed) is None:
            return
        given: list[tuple[str, Ref]] = []
        for served in view.entry.served if options else ():
            for option in options:
                call = served.route.call
                value = call.keyword(option) if call is not None else None
                if value is not None:
                    given.append((option, Ref(value, served.route.scope)))
        for container in self.project.containers if options else ():
            for registered in container.views:
                if handler in registered.handlers:
                    given += [
                        (o, registered.options[o]) for o in options if o in registered.options
                    ]
        for option, ref in given:
            source = self._off(ref, options[option])
            if source is not None:
                yield self._hole("off", option, source, handler.framework, view=view, flips=True)

    def _given(self, site: Site) -> Iterator[Hole]:
        """`csrf.exempt(view)` and `csrf.exempt(blueprint)`."""
        value = self.project.evaluate(site.call.args[0].value, site.scope)
        function = as_function(value)
        for view in self.visitors.trusting:
            handler = view.entry.handler
            assert handler is not None
            concerned = function is not None and handler.function == function
            if isinstance(value, Instance) and value.call is not None:
                on_way = [c for s in view.entry.served for c in (s.route.container, s.app)]
                on_way += [i.child for s in view.entry.served for i in s.trail if i.child]
                concerned = any(c.call is value.call for c in on_way)
                cls = value.receiver
                concerned = concerned or (
                    isinstance(cls, ClassRef) and view.entry.view_class == cls
                )
            if concerned:
                framework = handler.framework
                yield self._hole(
                    "exempt", handler.name, Ref(site.call, site.scope), framework, view=view
                )
                return

    def _with_decorators(self, exempting: frozenset[str]) -> Iterator[Hole]:
        """`Api(app, decorators=[csrf.exempt])`."""
        for container in self.project.containers:
            given = container.options.get("decorators")
            if given is None:
                continue
            for expr, scope in self._listed(given):
                if self.project.name_of(expr, scope) not in exempting:
                    continue
                for view in self.visitors.trusting:
                    ways = [c for s in view.entry.served for c in (s.route.container, s.app)]
                    if container in ways and view.entry.handler is not None:
                        name = view.entry.handler.name
                        ref = Ref(expr, scope)
                        yield self._hole("exempt", name, ref, container.framework, view=view)
                        break

    # --- checks that are overridden -----------------------------------------------------------------
    def _emptied(self) -> Iterator[Hole]:
        methods: dict[str, list[tuple[str, object, Framework]]] = {}
        for framework in self.tables:
            for name, right in framework.csrf.checks.items():
                cls, _, method = name.rpartition(".")
                methods.setdefault(method, []).append((cls, right, framework))
        for function in self.project.pipeline_functions() if methods else ():
            for cls, right, framework in methods.get(function.name, ()):
                owner = function.owner
                if owner is None or function.module.is_test:
                    continue
                if not self.project.resolver.is_a(owner, cls) or not _is_empty(function, right):
                    continue
                view = self._of_class(framework, owner)
                if view is None and framework.csrf.told_by:
                    continue
                if view is None and self._has_own_identity(owner, cls):
                    continue
                name = f"{owner.name}.{function.name}"
                ref = Ref(ir.Name(name, function.node.name_span), self.project.scope(function))
                yield Hole(
                    "emptied",
                    name,
                    function.location,
                    self.project.scope(function),
                    framework,
                    ref,
                    view,
                )

    def _of_class(self, framework: Framework, owner: ClassRef) -> Trusting | None:
        """A view of the class or of one below it."""
        return next(
            (
                view
                for view in self._views(framework)
                if view.entry.view_class is not None
                and owner in self.project.resolver.mro(view.entry.view_class)
            ),
            None,
        )

    def _has_own_identity(self, owner: ClassRef, base: str) -> bool:
        """Whether the class finds out by itself who asks, so that no cookie may be needed."""
        return any(
            method.name in ("authenticate", "get_user")
            for cls in self.project.resolver.mro(owner)
            if isinstance(cls, ClassRef)
            for method in self.project.resolver.methods(cls)
        )

    def _flagged(self) -> Iterator[Hole]:
        flags = {flag: f for f in self.tables for flag in f.csrf.flags}
        if not flags:
            return
        found: list[tuple[str, ir.Expr, ir.Expr | None, Scope]] = []
        for statement, scope in self._assignments():
            for target in statement.targets:
                if isinstance(target, ir.Attribute) and target.attr in flags:
                    found.append((target.attr, target, statement.value, scope))
        for site in calls_of(self.project, frozenset({"setattr"})):
            name = self.project.resolver.constant(site.call.positional(1), site.scope)
            if isinstance(name, str) and name in flags:
                found.append((name, site.call, site.call.positional(2), site.scope))
        for name, expr, value, scope in found:
            if value is None or self.project.resolver.constant(value, scope) is not True:
                continue
            function = scope.node
            if not isinstance(function, ir.Function) or self._decides(function):
                continue
            handlers = [h for h in self.project.handlers if h.function.node is function]
            view = self._first(flags[name])
            if handlers and view is not None:
                yield self._hole("flag", name, Ref(expr, scope), flags[name], view=view)

    def _decides(self, function: ir.Function) -> bool:
        """Whether a function sets something for some requests only."""
        return any(
            isinstance(node, (ir.If, ir.Conditional)) for node in ir.walk_body(function.body)
        )

    # --- forms --------------------------------------------------------------------------------------
    def _forms(self) -> Iterator[Hole]:
        forms = {cls: f for f in self.tables for cls in f.csrf.forms}
        if not forms or any(self._protected(f) for f in forms.values()):
            return
        for view in self.visitors.trusting:
            handler = view.entry.handler
            assert handler is not None
            scope = self.project.scope(handler.function)
            for node in ir.nodes_of(handler.function.node.body, ir.Call):
                cls = self.project.evaluate(node.func, scope)
                if not isinstance(cls, ClassRef):
                    continue
                known = set(self.project.resolver.class_names(cls)) & set(forms)
                if not known or any("args" in ir.text(a.value) for a in node.args):
                    continue
                place = self._form_option(cls)
                if place is not None:
                    framework = forms[sorted(known)[0]]
                    yield self._hole("form", cls.name, place, framework, view=view, flips=True)

    def _protected(self, framework: Framework) -> bool:
        """Whether anything protects the whole app, so that forms need not."""
        return self._uses(frozenset(framework.csrf.objects)) is not None

    def _form_option(self, cls: ClassRef) -> Ref | None:
        for base in self.project.resolver.mro(cls):
            if not isinstance(base, ClassRef):
                continue
            inside = self.project.resolver.class_scope(base)
            for member in base.module.class_members(base.node):
                if not isinstance(member, ir.Class) or member.name != "Meta":
                    continue
                scope = base.module.scope_of(member, inside)
                for part in base.module.class_members(member):
                    if isinstance(part, ir.Assign) and part.value is not None:
                        named = any(isinstance(t, ir.Name) and t.id == "csrf" for t in part.targets)
                        if named and self._off(Ref(part.value, scope)) is not None:
                            return Ref(part.value, scope)
        return None

    def _hole(
        self,
        how: str,
        name: str,
        ref: Ref,
        framework: Framework,
        *,
        view: Trusting | None = None,
        related: tuple[Related, ...] = (),
        flips: bool = False,
        left_out: tuple[str, ...] = (),
    ) -> Hole:
        return Hole(
            how,
            name,
            ref.location,
            ref.scope,
            framework,
            ref,
            view,
            related,
            None if view is None else view.entry.handler,
            flips and isinstance(ref.expr, ir.Constant),
            left_out,
        )


def _defines(statement: ir.Stmt) -> bool:
    return isinstance(statement, (ir.Function, ir.Class, ir.Elided))


def _is_empty(function: FunctionRef, right: object) -> bool:
    """Whether a check ends at once, with what says that all is right."""
    body = [
        statement
        for statement in function.node.body
        if not (isinstance(statement, ir.ExprStmt) and isinstance(statement.value, ir.Constant))
        and type(statement).__name__ not in ("Simple", "Elided")
    ]
    if not body:
        return True
    if len(body) != 1 or not isinstance(body[0], ir.Return):
        return False
    value = body[0].value
    if value is None:
        return right in (None, "")
    return isinstance(value, ir.Constant) and (right == "" or value.value is right)
