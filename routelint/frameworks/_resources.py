"""What Flask-RESTful and Flask-RESTX have in common: APIs of resource classes inside of Flask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from routelint.frameworks import flask
from routelint.model import ir
from routelint.model.app import Container, Handler, Include, Role, Route
from routelint.model.link import Linker
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, as_function
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    CorsCall,
    CorsOptions,
    Framework,
    Misread,
    RegistrationCall,
    RouteCall,
)

#: Prefixes of an API and of a namespace stand before paths as they are written.
PATHS = replace(flask.PATHS, glued=True)
METHODS = dict.fromkeys(flask.VIEW_METHODS, Role.VIEW)
_EMPTY = "200 with the body `null`"
_FLASK = "and are found as Flask's"

WITHOUT = {
    "RL509": f"pages and hooks are Flask's, {_FLASK}",
    "RL308": "resources answer HTTP requests; the WebSockets of extensions are found as Flask's",
    "RL705": "a parser answers with a 400 by itself; forms are those of Flask, and found as such",
    "RL511": "crossdomain refuses what it does not know; options of Flask-CORS are Flask's",
    "RL106": "responses are Flask's, and are found as such",
    "RL603": "handlers run without an event loop, in which a task could be made and lost",
    "RL601": "each request has a thread of its own; there is no event loop",
    "RL102": "a resource answers by returning, once; there is nothing to send with",
    "RL104": f"hooks are Flask's, {_FLASK}",
    "RL202": "Werkzeug orders rules by how specific they are, not by registration",
    "RL203": "Werkzeug orders rules by how specific they are, not by registration",
    "RL206": f"hooks and middleware are Flask's, {_FLASK}",
    "RL402": f"raw streams are Flask's, {_FLASK}; its limit holds for what parsers read",
    "RL403": f"settings of limits are Flask's, {_FLASK}",
    "RL502": f"crossdomain() sends what it is given; headers made of requests are Flask's, {_FLASK}",
}

PITFALLS = frozenset(
    {
        "RL310",
        "RL101",
        "RL103",
        "RL105",
        "RL107",
        "RL108",
        "RL201",
        "RL204",
        "RL205",
        "RL207",
        "RL208",
        "RL301",
        "RL302",
        "RL303",
        "RL304",
        "RL305",
        "RL306",
        "RL307",
        "RL309",
        "RL401",
        "RL404",
        "RL405",
        "RL406",
        "RL501",
        "RL503",
        "RL504",
        "RL505",
        "RL506",
        "RL507",
        "RL508",
        "RL510",
        "RL602",
        "RL604",
        "RL701",
        "RL702",
        "RL703",
        "RL704",
        "RL903",
        "RL801",
        "RL901",
        "RL902",
        "RL802",
    }
)

FACTS = {
    "status-of-views": "return the status behind the body: `return ..., {}`",
    # A body and a status are an answer, a response and a status are none: TypeError.
    "pairs-are-data": "yes",
    "duplicate-route": "first",
    # https://flask.palletsprojects.com/en/stable/views/#view-decorators
    "class-guards": "list it in `method_decorators` of the class",
    # `Api.error_router` asks the application only where exceptions are to be propagated.
    "errors-stay-inside-unless": "PROPAGATE_EXCEPTIONS",
    "error-handlers-stay-open": "yes",
}

DECORATOR_ATTRIBUTES = ("decorators", "method_decorators")
WORDS = frozenset(
    {
        "Resource",
        "add_resource",
        "method_decorators",
        "RequestParser",
        "parse_args",
        "errorhandler",
        "PROPAGATE_EXCEPTIONS",
    }
)


_NO_JSON = "its JSON can't be made, and clients get a 500"
# A view's value is taken apart by `unpack`: https://flask-restful.readthedocs.io/en/latest/quickstart.html#resourceful-routing
MISREADS = {
    Role.VIEW: (
        Misread(frozenset({"response and status"}), _NO_JSON, "use the data, and no response"),
        Misread(frozenset({"exception"}), _NO_JSON, "raise {value}", fix="raise", safe=True),
        Misread(
            frozenset({"exception class"}), _NO_JSON, "raise {value}()", fix="raise", safe=True
        ),
        Misread(frozenset({"response class"}), _NO_JSON, "return {value}()"),
        Misread(frozenset({"set"}), _NO_JSON, "use a list"),
        Misread(
            frozenset({"status and body"}),
            "the number is sent as the body, with status 200",
            "return {status}, {body}",
            fix="swap",
        ),
    )
}


def contracts() -> dict[str, Contract]:
    return {
        Role.VIEW: Contract("response", _EMPTY, all_none_is_fine=True),
        Role.DECORATOR: Contract("response", _EMPTY),
    }


def containers(package: str, prefix: Arg) -> dict[str, ContainerClass]:
    return {f"{package}.Api": ContainerClass("router", prefix=prefix, host=Arg("app", 0))}


def registrations(package: str, holder: str, decorator: str) -> dict[str, RegistrationCall]:
    """How resources are registered on an API or namespace; `decorator` is the method for classes."""
    crossdomain = _crossdomain(package)
    return {
        f"{package}.{holder}.add_resource": RouteCall(
            Arg(None, 1), handler=Arg("resource", 0), more_paths=True
        ),
        f"{package}.{holder}.{decorator}": RouteCall(Arg(None, 0), more_paths=True),
        crossdomain: CorsCall(options=(Arg("origin", 0),)),
    }


def _crossdomain(package: str) -> str:
    return f"{package}.cors.crossdomain"


def cors(package: str) -> dict[str, CorsOptions]:
    return {
        _crossdomain(package): CorsOptions(
            origins=("origin",),
            credentials=("credentials",),
            any_origin_text=(
                "browsers refuse `*` with credentials, so that the page gets neither data nor an "
                "error it can read"
            ),
        )
    }


def returns(package: str) -> dict[str, str]:
    """What a parser gives by its name: a text, a number, or a file."""
    parsed = f"{package}.reqparse.RequestParser.parse_args"
    value = f"{package}.reqparse.Value"
    return {f"{parsed}.[]": value, f"{parsed}.get": value}


def upload_names(package: str) -> frozenset[str]:
    return frozenset({f"{package}.reqparse.Value.filename"})


def body_limit(package: str) -> BodyLimit:
    """What reads bodies under Flask's limit."""
    return BodyLimit(
        reads=frozenset(
            {
                f"{package}.reqparse.RequestParser.parse_args",
                f"{package}.Api.payload",
                f"{package}.Namespace.payload",
            }
        ),
        unlimited_by_default=False,
    )


def read(linker: Linker, framework: Framework) -> None:
    """Methods of resources, and the decorators that APIs, namespaces and classes list."""
    for container in list(linker.containers.values()):
        if container.framework is framework:
            for route in container.routes:
                _read_methods(linker, route)
                for handler in route.handlers:
                    _wrap(linker, handler, _listed(linker, handler, container))


def _read_methods(linker: Linker, route: Route) -> None:
    if isinstance(route.endpoint, ClassRef) and (
        route.call is None or route.call.keyword("methods") is None
    ):
        names = (n for n in METHODS if linker.resolver.method(route.endpoint, n) is not None)
        route.methods = frozenset(name.upper() for name in names)


def _wrap(linker: Linker, handler: Handler, listed: Iterator[tuple[ir.Expr | None, Scope]]) -> None:
    for expr, scope in listed:
        for item, item_scope in linker.resolver.items(expr, scope) or ():
            decorator = as_function(linker.resolver.evaluate(item, item_scope))
            if decorator is not None:
                linker.calling.wrapped(handler, decorator)


def _listed(
    linker: Linker, handler: Handler, container: Container
) -> Iterator[tuple[ir.Expr | None, Scope]]:
    """The lists of decorators that are put around a method."""
    for outer in _outwards(linker, container):
        if "decorators" in outer.options:
            given = outer.options["decorators"]
            yield given.expr, given.scope
    cls = handler.view_class
    for base in linker.resolver.mro(cls) if cls is not None else ():
        if not isinstance(base, ClassRef):
            continue
        scope = linker.resolver.class_scope(base)
        for name in ("decorators", "method_decorators"):
            for binding in scope.bindings(name):
                # https://flask-restful.readthedocs.io/en/latest/extending.html#resource-method-decorators
                if isinstance(binding.value, ir.Dictionary):
                    for key, value in binding.value.items:
                        method = linker.resolver.constant(key, scope) if key is not None else None
                        if method == handler.function.name:
                            yield value, scope
                else:
                    yield binding.value, scope


def _outwards(linker: Linker, container: Container) -> Iterator[Container]:
    """A namespace, and the APIs that it is in."""
    yield container
    for other in linker.containers.values():
        if other.framework is container.framework and any(
            isinstance(r, Include) and r.child is container for r in other.registrations
        ):
            yield other
