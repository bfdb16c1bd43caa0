"""Flask-RESTful: APIs of resource classes inside of Flask.

https://flask-restful.readthedocs.io/en/latest/
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks import _resources, flask
from routelint.model.parameters import Parameters
from routelint.model.vocabulary import Arg, AttachCall, Framework

if TYPE_CHECKING:
    from routelint.model.link import Linker

_PACKAGE = "flask_restful"


def _read(linker: Linker) -> None:
    _resources.read(linker, FRAMEWORK)


FRAMEWORK: Framework = Framework(
    misreads=_resources.MISREADS,
    forwarding=flask.FRAMEWORK.forwarding,
    inputs=flask.FRAMEWORK.inputs,
    files=flask.FRAMEWORK.files,
    bodies=flask.FRAMEWORK.bodies,
    servers=flask.FRAMEWORK.servers,
    slug="flask_restful",
    title="Flask-RESTful",
    refusals=replace(
        flask.REFUSALS,
        statuses={**flask.REFUSALS.statuses, f"{_PACKAGE}.abort": ("http_status_code", 0)},
        always=frozenset({"serve_challenge_on_401"}),
    ),
    packages=(_PACKAGE,),
    cookies=replace(flask.COOKIES, settings={}),
    secrets=replace(flask.SECRETS, settings={}),
    csrf=replace(flask.CSRF, switches={}, methods=frozenset()),
    parameters=Parameters(
        parsers={f"{_PACKAGE}.reqparse.RequestParser.add_argument": "type"},
        path_texts=frozenset({"default", "string", "path"}),
    ),
    replaced_guards=("method_decorators", "decorators"),
    pitfalls=_resources.PITFALLS,
    without={
        "RL803": "an API has no error handlers of its own; those of the application are Flask's",
        **_resources.WITHOUT,
        "RL209": "resources are handed over as classes, by a call that takes nothing else",
    },
    aliases={
        "flask_restful.utils.cors.*": "flask_restful.cors.",
        "flask.ext.restful.*": "flask_restful.",
    },
    bases={"flask_restful.Resource": ("flask.views.MethodView",)},
    returns=_resources.returns(_PACKAGE),
    aborts=frozenset({"flask_restful.abort"}),
    controls=frozenset({"werkzeug.exceptions.HTTPException"}),
    http_error="werkzeug.exceptions.HTTPException",
    error_texts=(1, "message", "error", "errors", "description", "error_message", "msg"),
    contracts=_resources.contracts(),
    containers=_resources.containers(_PACKAGE, Arg("prefix", 1)),
    registrations={
        **_resources.registrations(_PACKAGE, "Api", "resource"),
        # What is added later waits for an application that has gone by: `Api.app` stays None.
        "flask_restful.Api.init_app": AttachCall(Arg("app", 0)),
    },
    decorator_attributes=_resources.DECORATOR_ATTRIBUTES,
    decorators={
        **flask.FRAMEWORK.decorators,
        "flask_restful.marshal_with": "transparent",
        "flask_restful.marshal_with_field": "transparent",
    },
    class_roles={"flask_restful.Resource": _resources.METHODS},
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
        "split-into": "a blueprint with an `Api`",
        "routes-like-the-app": "flask_restful.Api",
        "limit-route": 'decorators = [limiter.limit("5/minute")]',
        "coroutines-are-no-answers": "yes",
        "include-router": "{name}.init_app({app})",
        **_resources.FACTS,
        "late-router": "is added to an `Api` whose `init_app()` was called already: it is a 404",
        "errors-stay-inside": "an `Api` answers for its resources by itself, with a 500",
        "errors-stay-inside-hint": "Set `PROPAGATE_EXCEPTIONS`, or override `Api.handle_error`.",
    },
    words=frozenset({*_resources.WORDS, "restful"}),
    host="flask",
    reader=_read,
    # https://flask.palletsprojects.com/en/stable/views/#view-lifetime-and-self
    shared_when=("init_every_request", False),
)
