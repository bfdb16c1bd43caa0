"""Names of Pyramid, and of WebOb below it."""

from __future__ import annotations

CONFIG = "pyramid.config.Configurator"
INCLUDE, PREFIX = f"{CONFIG}.include", f"{CONFIG}.route_prefix_context"
REQUEST, RESPONSE = "pyramid.request.Request", "pyramid.response.Response"
EVENTS = "pyramid.events"
UPLOAD = "webob.compat.cgi_FieldStorage"
EXCVIEW = "pyramid.tweens.excview_tween_factory"
ERROR = "pyramid.httpexceptions.HTTPException"

_MODULE = "pyramid.httpexceptions"
_SUCCESSFUL = (
    "Ok",
    "Accepted",
    "Created",
    "NoContent",
    "NonAuthoritativeInformation",
    "PartialContent",
    "ResetContent",
)
_REDIRECTIONS = (
    "Found",
    "MovedPermanently",
    "MultipleChoices",
    "NotModified",
    "PermanentRedirect",
    "SeeOther",
    "TemporaryRedirect",
    "UseProxy",
)
_SERVER_ERRORS = (
    "InternalServerError",
    "NotImplemented",
    "BadGateway",
    "ServiceUnavailable",
    "GatewayTimeout",
    "VersionNotSupported",
    "InsufficientStorage",
)
_CLIENT_ERRORS = (
    "BadRequest",
    "Conflict",
    "ExpectationFailed",
    "FailedDependency",
    "Forbidden",
    "Gone",
    "ImATeapot",
    "LengthRequired",
    "Locked",
    "MethodNotAllowed",
    "NotAcceptable",
    "NotFound",
    "PaymentRequired",
    "PreconditionFailed",
    "PreconditionRequired",
    "ProxyAuthenticationRequired",
    "RequestEntityTooLarge",
    "RequestHeaderFieldsTooLarge",
    "RequestRangeNotSatisfiable",
    "RequestTimeout",
    "RequestURITooLong",
    "TooManyRequests",
    "Unauthorized",
    "UnprocessableEntity",
    "UnsupportedMediaType",
)


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{_MODULE}.HTTP{name}" for name in names)


# https://docs.pylonsproject.org/projects/pyramid/en/latest/api/httpexceptions.html
EXCEPTION_BASES: dict[str, tuple[str, ...]] = {
    ERROR: (RESPONSE, "builtins.Exception"),
    f"{_MODULE}.HTTPError": (ERROR,),
    f"{_MODULE}.HTTPSuccessful": (ERROR,),
    f"{_MODULE}.HTTPRedirection": (ERROR,),
    f"{_MODULE}.HTTPClientError": (f"{_MODULE}.HTTPError",),
    f"{_MODULE}.HTTPServerError": (f"{_MODULE}.HTTPError",),
    **dict.fromkeys(_named(_SUCCESSFUL), (f"{_MODULE}.HTTPSuccessful",)),
    **dict.fromkeys(_named(_REDIRECTIONS), (f"{_MODULE}.HTTPRedirection",)),
    **dict.fromkeys(_named(_CLIENT_ERRORS), (f"{_MODULE}.HTTPClientError",)),
    **dict.fromkeys(_named(_SERVER_ERRORS), (f"{_MODULE}.HTTPServerError",)),
}
EXCEPTIONS = frozenset(EXCEPTION_BASES)

ALIASES = {
    f"{_MODULE}.WSGIHTTPException": ERROR,
    "pyramid.exceptions.HTTPNotFound": f"{_MODULE}.HTTPNotFound",
    "pyramid.exceptions.NotFound": f"{_MODULE}.HTTPNotFound",
    "pyramid.exceptions.HTTPForbidden": f"{_MODULE}.HTTPForbidden",
    "pyramid.exceptions.Forbidden": f"{_MODULE}.HTTPForbidden",
    "pyramid.exceptions.HTTPBadRequest": f"{_MODULE}.HTTPBadRequest",
    "pyramid.events.INewRequest": f"{EVENTS}.NewRequest",
    "pyramid.events.INewResponse": f"{EVENTS}.NewResponse",
    "pyramid.events.IContextFound": f"{EVENTS}.ContextFound",
    "pyramid.events.AfterTraversal": f"{EVENTS}.ContextFound",
    "pyramid.events.IBeforeTraversal": f"{EVENTS}.BeforeTraversal",
    "pyramid.interfaces.INewRequest": f"{EVENTS}.NewRequest",
    "pyramid.interfaces.INewResponse": f"{EVENTS}.NewResponse",
    "pyramid.interfaces.IContextFound": f"{EVENTS}.ContextFound",
    "pyramid.interfaces.IRequest": REQUEST,
    "webob.response.Response": "webob.Response",
}
