"""Flask-RESTX, and Flask-RESTPlus that it continues: APIs and namespaces of resource classes.

https://flask-restx.readthedocs.io/en/latest/
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks import _resources, flask
from routelint.model import ir
from routelint.model.answers import Statuses
from routelint.model.app import Container, Include, Ref, Role, Route
from routelint.model.bodies import Bodies
from routelint.model.parameters import Parameters
from routelint.model.values import ClassRef, Instance, Member
from routelint.model.vocabulary import (
    Arg,
    AttachCall,
    ContainerClass,
    Contract,
    ErrorHandlerCall,
    Framework,
    IncludeCall,
    OwnRoute,
    RegistrationCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

_PACKAGE = "flask_restx"
_API = "flask_restx.Api"
_NAMESPACE = "flask_restx.Namespace"
_MADE = "flask_restx.Api.namespace"
_DOCUMENTING = (
    "doc",
    "hide",
    "expect",
    "response",
    "param",
    "header",
    "produces",
    "deprecated",
    "vendor",
    "marshal_with",
    "marshal_list_with",
)


def _read(linker: Linker) -> None:
    for container in list(linker.containers.values()):
        if container.framework is FRAMEWORK and container.class_name == _NAMESPACE:
            _name_prefix(linker, container)
            _place(linker, container)
    _resources.read(linker, FRAMEWORK)
    for container in list(linker.containers.values()):
        for include in list(container.includes):
            api = include.child
            if api is not None and api.framework is FRAMEWORK and api.class_name == _API:
                if container.framework is not FRAMEWORK:
                    _documentation(linker, container, include, api)
    _bare_error_handlers(linker)


def _name_prefix(linker: Linker, namespace: Container) -> None:
    """A namespace stands below its path, or else below its name: `Namespace.path`."""
    call = namespace.call
    if call is None:
        return
    path = call.argument(2, "path")
    given = call.argument(0, "name") if path is None else path
    text = linker.resolver.constant(given, namespace.scope)
    if given is not None:
        if isinstance(text, str):
            text = (text if path is not None else f"/{text}").rstrip("/")
        # One that is not known stays so.
        expr = ir.Constant(text, given.span) if isinstance(text, str) else given
        namespace.prefix = Ref(expr, namespace.scope)


def _place(linker: Linker, namespace: Container) -> None:
    """`api.namespace(...)` adds what it makes to the API; so does `Namespace(..., api=api)`."""
    call = namespace.call
    if call is None:
        return
    func = linker.resolver.evaluate(call.func, namespace.scope)
    api = linker.building.container_of(func.receiver) if isinstance(func, Member) else None
    if api is None and call.keyword("api") is not None:
        api = linker.building.container_of(
            linker.resolver.evaluate(call.keyword("api"), namespace.scope)
        )
    if api is not None and api is not namespace:
        api.registrations.append(
            Include(
                api,
                namespace.location,
                namespace.order,
                namespace.scope,
                call=call,
                child=namespace,
                open=True,
            )
        )


def _documentation(linker: Linker, host: Container, include: Include, api: Container) -> None:
    """The pages that an API puts at `doc` and at its own root, before its resources, and before what
    the application registers later.

    https://flask-restx.readthedocs.io/en/latest/swagger.html#customization
    """
    if api.call is None or include.call is None or _documents_itself(linker, api):
        return
    call, scope = api.call, api.scope
    prefix = linker.resolver.constant(call.keyword("prefix"), scope, "")
    doc = linker.resolver.constant(call.keyword("doc"), scope, None)
    if call.keyword("doc") is None:
        doc = "/"
    if call.has_double_star or include.call.keyword("add_specs") is not None:
        doc = None
    root = (prefix or "/") if isinstance(prefix, str) else None
    for path in dict.fromkeys((doc, root)):
        if not isinstance(path, str) or not path:
            continue
        place = host.registrations.index(include)
        host.registrations.insert(
            place,
            Route(
                host,
                include.location,
                include.order,
                include.scope,
                call=None,
                conditional=include.conditional,
                main_guard=include.main_guard,
                statement=include.statement,
                path=Ref(ir.Constant(path, include.location.span), include.scope),
                pattern=flask.read_pattern(path),
                methods=frozenset({"GET"}),
                implicit=True,
            ),
        )


def _documents_itself(linker: Linker, api: Container) -> bool:
    """Whether a class of the project decides where its pages are."""
    made = linker.resolver.evaluate(api.call, api.scope)
    cls = made.cls if isinstance(made, Instance) else None
    return isinstance(cls, ClassRef) and any(
        linker.resolver.method(cls, name) is not None
        for name in ("_register_doc", "_register_specs", "_init_app", "init_app")
    )


def _bare_error_handlers(linker: Linker) -> None:
    """`@api.errorhandler` without a class is for every exception that is no HTTP error."""
    for module in linker.matched:
        for function in linker.reading.functions_of(module):
            for use in linker.calling.decorators(function):
                if isinstance(use.decorator.value, ir.Call) or not isinstance(use.value, Member):
                    continue
                if use.name in _ERROR_HANDLERS:
                    container = linker.building.container_of(use.value.receiver)
                    linker.calling.handler(
                        function, Role.ERROR_HANDLER, FRAMEWORK, container, function.location
                    )


_ERROR_HANDLERS = (f"{_API}.errorhandler", f"{_NAMESPACE}.errorhandler")


def _registrations() -> dict[str, RegistrationCall]:
    found: dict[str, RegistrationCall] = {
        f"{_API}.init_app": AttachCall(Arg("app", 0), open=True),
        f"{_API}.add_namespace": IncludeCall(Arg("ns", 0), prefix=Arg("path", 1)),
    }
    for holder in ("Api", "Namespace"):
        found.update(_resources.registrations(_PACKAGE, holder, "route"))
        found[f"{_PACKAGE}.{holder}.errorhandler"] = ErrorHandlerCall(
            Arg("exception", 0), reach="router"
        )
    return found


FRAMEWORK: Framework = Framework(
    misreads=_resources.MISREADS,
    forwarding=flask.FRAMEWORK.forwarding,
    inputs=flask.FRAMEWORK.inputs,
    files=flask.FRAMEWORK.files,
    bodies=Bodies(data=frozenset({f"{_PACKAGE}.Api.payload", f"{_PACKAGE}.Namespace.payload"})),
    servers=flask.FRAMEWORK.servers,
    slug="flask_restx",
    title="Flask-RESTX",
    refusals=replace(
        flask.REFUSALS,
        statuses={
            **flask.REFUSALS.statuses,
            f"{_PACKAGE}.abort": ("code", 0),
            f"{_API}.abort": ("code", 0),
            f"{_NAMESPACE}.abort": ("code", 0),
        },
        always=frozenset({"serve_challenge_on_401"}),
    ),
    packages=(_PACKAGE, "flask_restplus"),
    cookies=replace(flask.COOKIES, settings={}),
    secrets=replace(flask.SECRETS, settings={}),
    csrf=replace(flask.CSRF, switches={}, methods=frozenset()),
    parameters=Parameters(
        parsers={f"{_PACKAGE}.reqparse.RequestParser.add_argument": "type"},
        path_texts=frozenset({"default", "string", "path"}),
    ),
    # `Api.handle_error`: `unpack(handler(e), HTTPStatus.INTERNAL_SERVER_ERROR)`
    statuses=Statuses(
        plain=500,
        tuples=True,
        of_error="{}.code",
        http_errors=frozenset({"werkzeug.exceptions.HTTPException"}),
        how="return the status behind the body: `return ..., {}`",
    ),
    pitfalls=_resources.PITFALLS | {"RL209", "RL803"},
    replaced_guards=("method_decorators", "decorators"),
    without=_resources.WITHOUT,
    aliases={
        "flask_restplus.*": "flask_restx.",
        "flask_restx.api.Api": _API,
        "flask_restx.namespace.Namespace": _NAMESPACE,
        "flask_restx.resource.Resource": "flask_restx.Resource",
        "flask_restx.errors.abort": "flask_restx.abort",
        "flask_restx.marshalling.*": "flask_restx.",
        f"{_API}.payload": "flask_restx.Namespace.payload",
    },
    bases={
        "flask_restx.Resource": ("flask.views.MethodView",),
        _MADE: (_NAMESPACE,),
    },
    returns={
        **_resources.returns(_PACKAGE),
        f"{_NAMESPACE}.parser": "flask_restx.reqparse.RequestParser",
        f"{_API}.parser": "flask_restx.reqparse.RequestParser",
    },
    aborts=frozenset({"flask_restx.abort", f"{_API}.abort", f"{_NAMESPACE}.abort"}),
    controls=frozenset({"werkzeug.exceptions.HTTPException"}),
    http_error="werkzeug.exceptions.HTTPException",
    error_texts=(1, "message", "error", "errors", "msg"),
    contracts={
        **_resources.contracts(),
        Role.ERROR_HANDLER: Contract("response", "500: its answer is filled in, and None can't be"),
    },
    containers={
        **_resources.containers(_PACKAGE, Arg("prefix", 17)),
        _NAMESPACE: ContainerClass("router"),
    },
    # flask_restx/api.py: `_register_specs()`, `_register_apidoc()`
    own_routes={
        _API: (
            OwnRoute(
                "/swagger.json", "specs", option="default_swagger_filename", needs=("add_specs",)
            ),
            OwnRoute("/swaggerui/<filename>", "restx_doc.static", option="-", at_root=True),
        )
    },
    registrations=_registrations(),
    decorator_attributes=_resources.DECORATOR_ATTRIBUTES,
    decorators={
        **flask.FRAMEWORK.decorators,
        "flask_restx.marshal_with": "transparent",
        "flask_restx.marshal_with_field": "transparent",
        **{
            f"flask_restx.{holder}.{name}": "transparent"
            for holder in ("Api", "Namespace")
            for name in _DOCUMENTING
        },
    },
    class_roles={"flask_restx.Resource": _resources.METHODS},
    pattern=flask.read_pattern,
    paths=_resources.PATHS,
    cors=_resources.cors(_PACKAGE),
    body_limit=_resources.body_limit(_PACKAGE),
    upload_names=_resources.upload_names(_PACKAGE),
    users=flask.FRAMEWORK.users,
    nobody=flask.FRAMEWORK.nobody,
    nobody_from=flask.FRAMEWORK.nobody_from,
    path_attributes=flask.FRAMEWORK.path_attributes,
    endpoint_attributes=flask.FRAMEWORK.endpoint_attributes,
    facts={
        "split-into": "a namespace",
        "routes-like-the-app": "flask_restx.Api",
        "limit-route": 'decorators = [limiter.limit("5/minute")]',
        "coroutines-are-no-answers": "yes",
        "uncalled-decorator": "nobody uses the decorator that it makes of the class",
        "may-be-uncalled": "errorhandler",
        "include-router": "api.add_namespace({name})",
        **_resources.FACTS,
        "errors-stay-inside": "an `Api` answers for its resources by itself, with a 500",
        "errors-stay-inside-hint": "Register it with `api.errorhandler`.",
        "generic-handlers-take-http-errors": "Return the status of an `HTTPException`, or register a "
        "handler for these above.",
        "http-error-as-answer": '{{"message": {error}.description}}, {error}.code',
        # `Api.handle_error` takes the first handler whose class the exception is an instance of.
        "error-handlers-in-order": "yes",
    },
    words=frozenset({*_resources.WORDS, "Namespace", "add_namespace", "restx", "restplus"}),
    # `add_namespace(ns, path=...)`
    include_prefix_replaces=True,
    host="flask",
    reader=_read,
    # https://flask.palletsprojects.com/en/stable/views/#view-lifetime-and-self
    shared_when=("init_every_request", False),
)
