"""REST framework's names and what they mean. URLs, settings and middleware are Django's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routelint.frameworks._signing import SIGNING
from routelint.frameworks.django.patterns import read_prefix
from routelint.frameworks.django.table import COOKIES, NOBODY
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies
from routelint.model.csrf import Csrf
from routelint.model.exposures import Secrets
from routelint.model.forwarding import Forwarding
from routelint.model.inputs import Inputs
from routelint.model.kinds import DATA, PAIRS, RAISABLE, TUPLES
from routelint.model.limiters import Limiter, RateLimits
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.paths import KEYWORDS, Paths
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.tokens import SIGNATURE, Tokens, TokenSwitch
from routelint.model.vocabulary import (
    Arg,
    BodyLimit,
    ContainerClass,
    Contract,
    Framework,
    Misread,
    RouteCall,
)

if TYPE_CHECKING:
    from routelint.model.link import Linker

_VIEW = "rest_framework.views.APIView"
_GENERIC = "rest_framework.generics.GenericAPIView"
_SETS = "rest_framework.viewsets."
_EXCEPTION = "rest_framework.exceptions.APIException"
_EXCEPTIONS = (
    "ValidationError",
    "ParseError",
    "AuthenticationFailed",
    "NotAuthenticated",
    "PermissionDenied",
    "NotFound",
    "MethodNotAllowed",
    "NotAcceptable",
    "UnsupportedMediaType",
    "Throttled",
)
_CONCRETE = (
    "CreateAPIView",
    "ListAPIView",
    "RetrieveAPIView",
    "DestroyAPIView",
    "UpdateAPIView",
    "ListCreateAPIView",
    "RetrieveUpdateAPIView",
    "RetrieveDestroyAPIView",
    "RetrieveUpdateDestroyAPIView",
)
_METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "dispatch")
_ACTIONS = ("list", "create", "retrieve", "update", "partial_update", "destroy")
_PERMISSIONS = (
    "AllowAny",
    "IsAuthenticated",
    "IsAdminUser",
    "IsAuthenticatedOrReadOnly",
    "DjangoModelPermissions",
    "DjangoObjectPermissions",
)
_REQUEST = "rest_framework.request.Request"
_THROTTLING = "rest_framework.throttling"
_VALUE = "rest_framework.fields.Field.value"
_ROUTER = "rest_framework.routers.SimpleRouter"
_POLICIES = (
    "authentication_classes",
    "parser_classes",
    "permission_classes",
    "renderer_classes",
    "schema",
    "throttle_classes",
    "versioning_class",
)
_500 = "REST framework raises an AssertionError and the client gets a 500"
_DJANGO = "REST framework has none of its own, and Django's are found as Django's"


def _read(linker: Linker) -> None:
    from routelint.frameworks.drf import exceptions, routers, views

    exceptions.read(linker)
    views.read(linker)
    routers.read(linker)


_NO_RESPONSE = "the view asserts that it is a response, and clients get a 500"
_MISREADS = (
    Misread(PAIRS, _NO_RESPONSE, "return Response({body}, status={status})"),
    Misread(DATA | (TUPLES - PAIRS), _NO_RESPONSE, "return Response({value})"),
    Misread(RAISABLE, _NO_RESPONSE, "raise {value}", fix="raise", safe=True),
    Misread(
        frozenset({"exception class"}), _NO_RESPONSE, "raise {value}()", fix="raise", safe=True
    ),
    Misread(frozenset({"response class"}), _NO_RESPONSE, "return {value}()", fix="call", safe=True),
)

FRAMEWORK = Framework(
    misreads={Role.VIEW: _MISREADS},
    forwarding=Forwarding(
        client='`request.META["REMOTE_ADDR"]`, or count your proxies from the end of the header',
    ),
    inputs=Inputs(
        frozenset(
            f"rest_framework.request.Request.{name}"
            for name in ("query_params", "data", "GET", "POST", "COOKIES", "headers")
        )
    ),
    bodies=Bodies(
        # What `@api_view` hands on is typed as Django's.
        data=frozenset({f"{_REQUEST}.data", f"{_REQUEST}.POST", "django.http.HttpRequest.data"}),
        raw=frozenset({f"{_REQUEST}.body"}),
        queries=frozenset(
            {
                f"{_REQUEST}.query_params",
                f"{_REQUEST}.GET",
                "django.http.HttpRequest.query_params",
            }
        ),
        model_schemas=frozenset(
            f"rest_framework.serializers.{name}"
            for name in ("ModelSerializer", "HyperlinkedModelSerializer")
        ),
        schemas=frozenset({"rest_framework"}),
        schema_attributes=frozenset({"serializer_class"}),
    ),
    slug="drf",
    title="Django REST framework",
    refusals=Refusals(
        statuses={
            "rest_framework.response.Response": ("status", 1),
            "rest_framework.exceptions.PermissionDenied": 403,
            "django.http.HttpResponse": ("status", 2),
            "django.http.JsonResponse": ("status", None),
            "django.http.HttpResponseForbidden": 403,
            "django.core.exceptions.PermissionDenied": 403,
        },
        example="raise NotAuthenticated()",
        authenticators=(
            "authentication_classes",
            "REST_FRAMEWORK",
            "DEFAULT_AUTHENTICATION_CLASSES",
        ),
        challenging=("authenticate_header", "rest_framework.authentication.BaseAuthentication"),
        unchallenging=frozenset(
            {
                "rest_framework.authentication.SessionAuthentication",
                "rest_framework.authentication.RemoteUserAuthentication",
            }
        ),
    ),
    packages=("rest_framework",),
    cookies=replace(COOKIES, settings={}),
    secrets=Secrets(calls=SIGNING),
    # https://django-rest-framework-simplejwt.readthedocs.io/en/latest/rest_framework_simplejwt.html
    tokens=Tokens(
        calls={
            **{
                f"rest_framework_simplejwt.tokens.{name}": (
                    TokenSwitch(("verify", 1), False, SIGNATURE, ("token", 0)),
                )
                for name in ("AccessToken", "RefreshToken", "SlidingToken", "UntypedToken", "Token")
            },
            "rest_framework_simplejwt.backends.TokenBackend.decode": (
                TokenSwitch(("verify", 1), False, SIGNATURE, ("token", 0)),
            ),
        }
    ),
    # https://www.django-rest-framework.org/api-guide/authentication/#sessionauthentication
    csrf=Csrf(
        checks={"rest_framework.authentication.SessionAuthentication.enforce_csrf": ""},
        cookies=frozenset({"rest_framework.authentication.SessionAuthentication"}),
    ),
    rate_limits=RateLimits(
        throttles={
            f"{_THROTTLING}.AnonRateThrottle": Limiter(
                own_key="all that `X-Forwarded-For` says", proxies=("REST_FRAMEWORK.NUM_PROXIES",)
            ),
            f"{_THROTTLING}.UserRateThrottle": Limiter(),
        },
        lists=frozenset(
            {
                "throttle_classes",
                "rest_framework.decorators.throttle_classes",
                "REST_FRAMEWORK.DEFAULT_THROTTLE_CLASSES",
            }
        ),
        rates="REST_FRAMEWORK.DEFAULT_THROTTLE_RATES",
    ),
    parameters=Parameters(
        mappings={
            f"{_REQUEST}.GET": QUERY,
            f"{_REQUEST}.query_params": QUERY,
            # What is known of the request of a function is that it is Django's.
            "django.http.HttpRequest.query_params": QUERY,
            f"{_REQUEST}.POST": FORM,
        },
        path_texts=frozenset({"str", "path", "slug"}),
    ),
    # https://www.django-rest-framework.org/api-guide/exceptions/#custom-exception-handling
    statuses=Statuses(
        calls={"rest_framework.response.Response": StatusArg("status", 1)},
        generic=True,
        how="give the response the status: `status={}`",
    ),
    pitfalls=frozenset(
        {
            "RL310",
            "RL101",
            "RL103",
            "RL104",
            "RL105",
            "RL106",
            "RL107",
            "RL108",
            "RL201",
            "RL203",
            "RL204",
            "RL205",
            "RL207",
            "RL208",
            "RL209",
            "RL301",
            "RL302",
            "RL303",
            "RL304",
            "RL305",
            "RL306",
            "RL307",
            "RL309",
            "RL402",
            "RL405",
            "RL406",
            "RL504",
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
            "RL705",
            "RL801",
            "RL802",
            "RL803",
            "RL903",
        }
    ),
    without={
        "RL902": "its views stand in the lists of URLs of Django, of which the rule tells",
        "RL901": "Django's: `manage.py` or a server starts it, no module of the application does",
        "RL509": f"middleware and pages: {_DJANGO}",
        "RL308": "views answer HTTP requests; the WebSockets of Channels are found as Django's",
        "RL503": f"settings and headers of CORS: {_DJANGO}",
        "RL511": f"settings and headers of CORS: {_DJANGO}",
        "RL505": f"the setting of the debug mode: {_DJANGO}",
        "RL603": "handlers run without an event loop, in which a task could be made and lost",
        "RL601": "its views are plain functions, which Django runs in threads",
        "RL102": "a view answers by returning, once; there is nothing to send with",
        "RL202": "a route that a router makes takes one segment of a path, never the rest of it",
        "RL206": f"middleware: {_DJANGO}",
        "RL401": "DATA_UPLOAD_MAX_MEMORY_SIZE holds for what the parsers read, 2.5 MB by default",
        "RL403": f"settings of limits: {_DJANGO}",
        "RL404": "uploads are Django's, which takes the directories off the names of all parsers",
        "RL501": f"settings and headers of CORS: {_DJANGO}",
        "RL502": f"settings and headers of CORS: {_DJANGO}",
    },
    aliases={
        "rest_framework.serializers.ValidationError": "rest_framework.exceptions.ValidationError"
    },
    bases={
        _VIEW: ("django.views.View",),
        _GENERIC: (_VIEW,),
        **{f"rest_framework.generics.{name}": (_GENERIC,) for name in _CONCRETE},
        f"{_SETS}ViewSetMixin": (),
        f"{_SETS}ViewSet": (f"{_SETS}ViewSetMixin", _VIEW),
        f"{_SETS}GenericViewSet": (f"{_SETS}ViewSetMixin", _GENERIC),
        f"{_SETS}ReadOnlyModelViewSet": (f"{_SETS}GenericViewSet",),
        f"{_SETS}ModelViewSet": (f"{_SETS}GenericViewSet",),
        "rest_framework.permissions.BasePermission": (),
        **{
            f"rest_framework.permissions.{name}": ("rest_framework.permissions.BasePermission",)
            for name in _PERMISSIONS
        },
        "rest_framework.throttling.BaseThrottle": (),
        _REQUEST: ("django.http.HttpRequest",),
        "rest_framework.serializers.Serializer": (),
        "rest_framework.serializers.ModelSerializer": ("rest_framework.serializers.Serializer",),
        _EXCEPTION: (),
        **{f"rest_framework.exceptions.{name}": (_EXCEPTION,) for name in _EXCEPTIONS},
        "rest_framework.routers.DefaultRouter": (_ROUTER,),
    },
    # Files are Django's uploads; what clients call data may be one, or may be a text.
    returns={
        f"{_VIEW}.request": _REQUEST,
        f"{_GENERIC}.get_serializer": "rest_framework.serializers.Serializer",
        f"{_REQUEST}.FILES.[]": "django.core.files.uploadedfile.UploadedFile",
        f"{_REQUEST}.FILES.get": "django.core.files.uploadedfile.UploadedFile",
        f"{_REQUEST}.FILES.getlist.*": "django.core.files.uploadedfile.UploadedFile",
        f"{_REQUEST}.FILES.values.*": "django.core.files.uploadedfile.UploadedFile",
        f"{_REQUEST}.FILES.items.*.1": "django.core.files.uploadedfile.UploadedFile",
        f"{_REQUEST}.data.[]": _VALUE,
        f"{_REQUEST}.data.get": _VALUE,
        **{
            f"rest_framework.serializers.{name}.validated_data.{how}": _VALUE
            for name in ("Serializer", "ModelSerializer")
            for how in ("[]", "get")
        },
    },
    responses=frozenset({"rest_framework.response.Response"}),
    exceptions=frozenset(
        {_EXCEPTION, *(f"rest_framework.exceptions.{name}" for name in _EXCEPTIONS)}
    ),
    controls=frozenset({_EXCEPTION, f"{_GENERIC}.get_object"}),
    error_texts=(0, "detail"),
    validations={
        f"rest_framework.serializers.{name}.is_valid": "raise_exception"
        for name in (
            "BaseSerializer",
            "Serializer",
            "ModelSerializer",
            "HyperlinkedModelSerializer",
            "ListSerializer",
        )
    },
    contracts={
        Role.VIEW: Contract("response", _500),
        Role.AFTER: Contract("transform", _500),
        Role.DECORATOR: Contract("response", _500),
        Role.PREPROCESSOR: Contract("ignored"),
        Role.TEST: Contract("condition", parameters=(_REQUEST,)),
        # None: the exception is raised, a 500 (APIView.handle_exception).
        Role.ERROR_HANDLER: Contract("continue"),
    },
    containers={
        _ROUTER: ContainerClass("router"),
        "rest_framework.routers.DefaultRouter": ContainerClass("router"),
    },
    registrations={
        f"{_ROUTER}.register": RouteCall(Arg("prefix", 0), handler=Arg("viewset", 1)),
    },
    class_roles={
        _VIEW: {
            **dict.fromkeys(_METHODS, Role.VIEW),
            "handle_exception": Role.VIEW,
            "finalize_response": Role.AFTER,
        },
        f"{_SETS}ViewSetMixin": dict.fromkeys(_ACTIONS, Role.VIEW),
        "rest_framework.permissions.BasePermission": {
            "has_permission": Role.TEST,
            "has_object_permission": Role.TEST,
        },
        "rest_framework.throttling.BaseThrottle": {"allow_request": Role.TEST},
    },
    as_view=frozenset({f"{_VIEW}.as_view"}),
    decorators={
        "rest_framework.decorators.api_view": "transparent",
        "rest_framework.decorators.action": "transparent",
        **{f"rest_framework.decorators.{name}": "transparent" for name in _POLICIES},
    },
    method_adapter="django.utils.decorators.method_decorator",
    http_error=_EXCEPTION,
    # https://www.django-rest-framework.org/api-guide/requests/#user
    users={f"{_REQUEST}.user": "{}.is_authenticated"},
    nobody=NOBODY,
    users_setting=("REST_FRAMEWORK", "UNAUTHENTICATED_USER"),
    misspelt_guards={
        "permission_class": "permission_classes",
        "permissions_class": "permission_classes",
        "permissions_classes": "permission_classes",
        "authentication_class": "authentication_classes",
        "authentications_classes": "authentication_classes",
        "throttle_class": "throttle_classes",
    },
    guard_attributes=("permission_classes",),
    # https://www.django-rest-framework.org/api-guide/views/#dispatch-methods
    guarding_methods=frozenset({"initial", "check_permissions", "dispatch"}),
    # https://www.django-rest-framework.org/api-guide/permissions/: called as plain functions
    plain_methods={
        "rest_framework.permissions.BasePermission.has_permission": "everybody is permitted",
        "rest_framework.permissions.BasePermission.has_object_permission": "everybody is permitted",
        "rest_framework.throttling.BaseThrottle.allow_request": "no request is one too many",
    },
    method_decorators={"rest_framework.decorators.api_view": ()},
    method_names={
        "list": "GET",
        "retrieve": "GET",
        "create": "POST",
        "update": "PUT",
        "partial_update": "PATCH",
        "destroy": "DELETE",
    },
    no_guards=frozenset({"rest_framework.permissions.AllowAny"}),
    parsers=("parser_classes", "REST_FRAMEWORK", "DEFAULT_PARSER_CLASSES"),
    guard_setting=("REST_FRAMEWORK", "DEFAULT_PERMISSION_CLASSES"),
    body_limit=BodyLimit(
        raw_objects=frozenset({_REQUEST, f"{_REQUEST}.stream"}),
        raw_values=frozenset({_VALUE}),
        unlimited_by_default=False,
    ),
    view_maker="rest_framework.decorators.api_view",
    view_policies=frozenset(f"rest_framework.decorators.{name}" for name in _POLICIES),
    pattern=read_prefix,
    paths=Paths(
        glued=True,
        no_slash="it never matches (404), since Django looks at what stands behind the first slash",
        arguments=KEYWORDS,
        first=1,
        others=frozenset({"handle_exception"}),
        mismatch="every request for it is a TypeError (500)",
        # https://www.django-rest-framework.org/api-guide/generic-views/#attributes
        lookups={
            f"rest_framework.generics.{name}": ("lookup_url_kwarg|lookup_field", "pk", ())
            for name in (
                "RetrieveAPIView",
                "UpdateAPIView",
                "DestroyAPIView",
                "RetrieveUpdateAPIView",
                "RetrieveDestroyAPIView",
                "RetrieveUpdateDestroyAPIView",
            )
        },
    ),
    path_attributes=frozenset(
        {f"{_REQUEST}.path", f"{_REQUEST}.path_info", f"{_REQUEST}.get_full_path"}
    ),
    facts={
        "limit-route": "throttle_classes = [AnonRateThrottle]",
        "only-post": '`@api_view(["POST"])`, or `methods=["post"]` of the action',
        "uncalled-decorator": "each request is a 500",
        "include-router": 'path("", include({name}.urls))',
        "coroutines-are-no-answers": "yes",
        "generic-handlers-take-http-errors": "Call REST framework's own `exception_handler` first; "
        "what it answers with None is a crash.",
        "default-error-handler": "rest_framework.views.exception_handler",
        "route-order": "registration",
        "route-methods": "ignored",
        # BaseRouter.urls is a list: what is registered later makes a new one.
        "late-router": "is registered when the router's URLs were already taken, and is not among them",
    },
    words=frozenset(
        {
            "is_valid",
            "throttle_classes",
            "AnonRateThrottle",
            *_CONCRETE,
            "APIView",
            "GenericAPIView",
            "GenericViewSet",
            "ModelViewSet",
            "ReadOnlyModelViewSet",
            "ViewSet",
            "api_view",
            "basename",
            "has_permission",
            "perform_create",
            "perform_update",
            "perform_destroy",
            "check_permissions",
            "check_object_permissions",
            "check_throttles",
            "perform_authentication",
            "raise_exception",
        }
    ),
    reader=_read,
    # https://www.django-rest-framework.org/api-guide/requests/
    request_objects={
        _REQUEST: RequestObject(
            frozen={
                **dict.fromkeys(("GET", "POST", "data", "query_params"), "{}.copy()"),
                "headers": "dict({})",
            },
            frozen_forms=frozenset({"data"}),
            fixed=frozenset({"FILES", "POST", "data", "query_params", "stream"}),
        )
    },
)
