"""Django's names and what they mean."""

from __future__ import annotations

from dataclasses import replace

from routelint.frameworks._forwarded import UVICORN
from routelint.frameworks._limiters import DJANGO_RATELIMIT
from routelint.frameworks._signing import SESSIONS, SIGNING, TOKENS
from routelint.frameworks._socketio import SOCKETIO_EVENTS, SOCKETIO_OPTIONS
from routelint.frameworks.django import reader
from routelint.frameworks.django.calls import OWN_CALLS
from routelint.frameworks.django.patterns import read_prefix
from routelint.model.answers import StatusArg, Statuses
from routelint.model.app import Role
from routelint.model.bodies import Bodies
from routelint.model.csrf import Csrf
from routelint.model.exposures import (
    HTTP_ONLY,
    SAME_SITE,
    SECURE,
    CookieCall,
    Cookies,
    Debug,
    Secrets,
)
from routelint.model.forwarding import Forwarding
from routelint.model.handshakes import Handshakes
from routelint.model.inputs import Files, Inputs
from routelint.model.kinds import DATA, PAIRS, RAISABLE, TUPLES
from routelint.model.pages import Pages
from routelint.model.parameters import FORM, QUERY, Parameters
from routelint.model.paths import KEYWORDS, Paths
from routelint.model.refusals import Refusals
from routelint.model.request_objects import RequestObject
from routelint.model.vocabulary import (
    ANSWERING,
    REWRITING,
    Arg,
    BodyLimit,
    Contract,
    CorsOptions,
    EventLoop,
    Framework,
    Misgiven,
    Misread,
    OrderConstraint,
)

_RESPONSES = [
    "HttpResponse",
    "JsonResponse",
    "StreamingHttpResponse",
    "FileResponse",
    "HttpResponseRedirect",
    "HttpResponsePermanentRedirect",
    "HttpResponseNotModified",
    "HttpResponseBadRequest",
    "HttpResponseNotFound",
    "HttpResponseForbidden",
    "HttpResponseNotAllowed",
    "HttpResponseGone",
    "HttpResponseServerError",
]

_OF_USERS = ("is_superuser", "is_staff", "password")
_VIEW = "django.views.View"
_REQUEST = "django.http.HttpRequest"
_SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
_AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
_MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
_CORS = "corsheaders.middleware.CorsMiddleware"
_UPLOAD = "django.core.files.uploadedfile.UploadedFile"
# What a form field gives: an upload, where somebody calls `read()` on it.
_CLEANED = "django.forms.Field.cleaned"
_GENERIC = [
    "TemplateView",
    "RedirectView",
    "ListView",
    "DetailView",
    "FormView",
    "CreateView",
    "UpdateView",
    "DeleteView",
    "ArchiveIndexView",
    "YearArchiveView",
    "MonthArchiveView",
    "WeekArchiveView",
    "DayArchiveView",
    "TodayArchiveView",
    "DateDetailView",
]
_AUTH_VIEWS = [
    "LoginView",
    "LogoutView",
    "PasswordChangeView",
    "PasswordChangeDoneView",
    "PasswordResetView",
    "PasswordResetDoneView",
    "PasswordResetConfirmView",
    "PasswordResetCompleteView",
]
_ACCESS = "django.contrib.auth.mixins.AccessMixin"
_AUTH_COROUTINES = frozenset(
    {
        "django.contrib.auth.aauthenticate",
        "django.contrib.auth.aget_user",
        *(
            f"{user}.{name}"
            for user in ("django.contrib.auth.models.User", "django.http.HttpRequest.user")
            for name in ("ahas_perm", "ahas_perms", "ahas_module_perms")
        ),
    }
)
#: What `AnonymousUser` has; its `save()`, `delete()` and those about passwords are errors.
#: https://docs.djangoproject.com/en/stable/ref/contrib/auth/#anonymoususer-object
NOBODY: dict[str, bool | None] = {
    **dict.fromkeys(("id", "pk", "username", "get_username"), False),
    **dict.fromkeys(("is_authenticated", "is_staff", "is_active", "is_superuser"), False),
    "is_anonymous": True,
    **dict.fromkeys(("has_perm", "has_perms", "has_module_perms"), False),
    **dict.fromkeys(("ahas_perm", "ahas_perms", "ahas_module_perms"), False),
    **dict.fromkeys(("groups", "user_permissions")),
    **{
        f"{prefix}get_{whose}_permissions": None
        for prefix in ("", "a")
        for whose in ("user", "group", "all")
    },
}
_METHODS = [
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "options",
    "trace",
    "dispatch",
    "form_valid",
    "form_invalid",
]

_500 = "Django raises an exception and the client gets a 500"

_GUARDS = (
    "django.contrib.auth.decorators.login_required",
    "django.contrib.auth.decorators.permission_required",
    "django.contrib.auth.decorators.user_passes_test",
    "django.contrib.admin.views.decorators.staff_member_required",
)

_TRANSPARENT = (
    "django.contrib.auth.decorators.login_not_required",
    "django.db.transaction.atomic",
    "django.db.transaction.non_atomic_requests",
    "django.utils.decorators.method_decorator",
    "django.views.decorators.cache.cache_control",
    "django.views.decorators.cache.never_cache",
    "django.views.decorators.clickjacking.xframe_options_deny",
    "django.views.decorators.clickjacking.xframe_options_exempt",
    "django.views.decorators.clickjacking.xframe_options_sameorigin",
    "django.views.decorators.csrf.ensure_csrf_cookie",
    "django.views.decorators.csrf.requires_csrf_token",
    "django.views.decorators.debug.sensitive_post_parameters",
    "django.views.decorators.debug.sensitive_variables",
    "django.views.decorators.gzip.gzip_page",
    "django.views.decorators.http.condition",
    "django.views.decorators.http.etag",
    "django.views.decorators.http.last_modified",
    "django.views.decorators.http.require_GET",
    "django.views.decorators.http.require_POST",
    "django.views.decorators.http.require_http_methods",
    "django.views.decorators.http.require_safe",
    "django.views.decorators.vary.vary_on_cookie",
    "django.views.decorators.vary.vary_on_headers",
)

# https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie
COOKIES = Cookies(
    calls={
        "set_cookie": CookieCall(),
        "set_signed_cookie": CookieCall(signed=True),
    },
    settings={
        "SESSION_COOKIE_SECURE": SECURE,
        "SESSION_COOKIE_HTTPONLY": HTTP_ONLY,
        "SESSION_COOKIE_SAMESITE": SAME_SITE,
    },
    on=frozenset({HTTP_ONLY, SAME_SITE}),
)
SECRETS = Secrets(
    makers=frozenset({"django.core.management.utils.get_random_secret_key"}),
    # https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
    settings={"SECRET_KEY": f"{SESSIONS} and forge links that reset passwords"},
    # https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html
    nested={
        "SIMPLE_JWT": {"SIGNING_KEY": TOKENS},
        "NINJA_JWT": {"SIGNING_KEY": TOKENS},
        "GRAPHQL_JWT": {"JWT_SECRET_KEY": TOKENS},
    },
    calls=SIGNING,
)
_NO_RESPONSE = "Django finds no response in it, and clients get a 500"
_MISREADS = (
    Misread(PAIRS, _NO_RESPONSE, "return HttpResponse(..., status={status})"),
    Misread(DATA | (TUPLES - PAIRS), _NO_RESPONSE, "return HttpResponse({value})"),
    Misread(RAISABLE, _NO_RESPONSE, "raise {value}", fix="raise", safe=True),
    Misread(
        frozenset({"exception class"}), _NO_RESPONSE, "raise {value}()", fix="raise", safe=True
    ),
    Misread(frozenset({"response class"}), _NO_RESPONSE, "return {value}()", fix="call", safe=True),
)
# Outside of views exceptions are no answers everywhere.
_IN_MIDDLEWARE = tuple(
    replace(entry, fix="", instead="return HttpResponse(..., status=...)")
    if "exception" in entry.kinds
    else entry
    for entry in _MISREADS
)
_STATUS = frozenset({"status"})
_BODY = Misgiven(
    Arg("content", 0),
    Misread(
        _STATUS,
        "which is sent as the body, with status 200",
        "status={value}",
    ),
)
_MISGIVEN = {
    "django.http.HttpResponse": (
        _BODY,
        Misgiven(
            Arg(None, 1),
            Misread(
                _STATUS,
                "which is taken for the content type: the status is 200",
                "status={value}",
                fix="keyword",
            ),
            keyword="status",
        ),
    ),
    "django.http.JsonResponse": (
        Misgiven(
            Arg(None, 1),
            Misread(
                _STATUS,
                "which is taken for the encoder: a TypeError, and so a 500",
                "status={value}",
                fix="keyword",
                safe=True,
            ),
            keyword="status",
        ),
    ),
    "django.http.HttpResponseNotAllowed": (
        Misgiven(
            Arg("permitted_methods", 0),
            Misread(
                frozenset({"text"}), "of which each letter becomes a method in `Allow`", "[{value}]"
            ),
        ),
    ),
    "django.shortcuts.redirect": (
        Misgiven(
            Arg("status", None),
            Misread(
                _STATUS,
                "which it does not know: the answer stays a 302",
                "use `HttpResponse(..., status={value})`",
            ),
        ),
    ),
}

_QUERIES = "django.db.models.QuerySet"
_CHAINED = (
    "all",
    "annotate",
    "distinct",
    "exclude",
    "filter",
    "only",
    "order_by",
    "prefetch_related",
    "select_related",
    "values",
    "values_list",
)
_ASYNC_QUERIES = (
    "aaggregate",
    "abulk_create",
    "abulk_update",
    "acontains",
    "acount",
    "acreate",
    "adelete",
    "aearliest",
    "aexists",
    "aexplain",
    "afirst",
    "aget",
    "aget_or_create",
    "ain_bulk",
    "alast",
    "alatest",
    "aupdate",
    "aupdate_or_create",
)
_MODELS = tuple(
    f"django.contrib.{name}"
    for name in (
        "auth.models.Group",
        "auth.models.Permission",
        "auth.models.User",
        "contenttypes.models.ContentType",
        "sessions.models.Session",
    )
)
_ASYNC_SESSION = ("adelete", "aflush", "aget", "akeys", "apop", "asave", "aset", "aupdate")

FRAMEWORK = Framework(
    misreads={
        Role.VIEW: _MISREADS,
        Role.ERROR_HANDLER: _IN_MIDDLEWARE,
        Role.MIDDLEWARE: _IN_MIDDLEWARE,
        Role.BEFORE: _IN_MIDDLEWARE,
        Role.AFTER: _IN_MIDDLEWARE,
    },
    misgiven=_MISGIVEN,
    # https://docs.djangoproject.com/en/stable/ref/settings/#use-x-forwarded-host
    forwarding=Forwarding(
        host_settings=("USE_X_FORWARDED_HOST", "ALLOWED_HOSTS"),
        believing=UVICORN,
        client='`request.META["REMOTE_ADDR"]`, or count your proxies from the end of the header',
    ),
    # https://docs.djangoproject.com/en/stable/ref/middleware/#module-django.middleware.security
    pages=Pages(
        calls=frozenset(
            {
                "django.shortcuts.render",
                "django.template.response.TemplateResponse",
                "django.template.response.SimpleTemplateResponse",
            }
        ),
        texts=frozenset({"django.http.HttpResponse"}),
        views=frozenset(
            f"django.views.generic.{name}"
            for name in (
                "TemplateView",
                "ListView",
                "DetailView",
                "FormView",
                "CreateView",
                "UpdateView",
                "DeleteView",
            )
        ),
        installed={"INSTALLED_APPS": frozenset({"django.contrib.admin"})},
        protecting=frozenset(
            {
                "django.middleware.security.SecurityMiddleware",
                "django.middleware.clickjacking.XFrameOptionsMiddleware",
                "django.middleware.csp.ContentSecurityPolicyMiddleware",
                "csp.middleware.CSPMiddleware",
            }
        ),
        listed="MIDDLEWARE",
        example=(
            "`django.middleware.security.SecurityMiddleware` and "
            "`django.middleware.clickjacking.XFrameOptionsMiddleware` in `MIDDLEWARE`"
        ),
    ),
    inputs=Inputs(
        frozenset(f"{_REQUEST}.{name}" for name in ("GET", "POST", "COOKIES", "headers"))
    ),
    # https://docs.djangoproject.com/en/stable/ref/views/#serving-files-in-development
    files=Files(
        senders={"django.views.static.serve": ("document_root", 2)},
        roots={"django.views.static.serve": ("document_root", 2)},
        listings={"django.views.static.serve": "show_indexes"},
    ),
    # https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpRequest.body
    bodies=Bodies(
        data=frozenset({f"{_REQUEST}.POST"}),
        raw=frozenset({f"{_REQUEST}.body", f"{_REQUEST}.read"}),
        queries=frozenset({f"{_REQUEST}.GET"}),
        model_schemas=frozenset({"django.forms.ModelForm", "django.forms.models.ModelForm"}),
        schema_attributes=frozenset({"form_class"}),
        schemas=frozenset({"django.forms"}),
        # https://docs.djangoproject.com/en/stable/ref/contrib/auth/#fields
        accounts={
            "django.contrib.auth.models.AbstractUser": ("AbstractUser", _OF_USERS),
            "django.contrib.auth.models.User": ("User", _OF_USERS),
            "django.contrib.auth.get_user_model": ("User", _OF_USERS),
            "django.contrib.auth.models.PermissionsMixin": ("PermissionsMixin", ("is_superuser",)),
            "django.contrib.auth.models.AbstractBaseUser": ("AbstractBaseUser", ("password",)),
        },
    ),
    own_calls=OWN_CALLS,
    slug="django",
    title="Django",
    refusals=Refusals(
        statuses={
            "django.http.HttpResponse": ("status", 2),
            "django.http.JsonResponse": ("status", None),
            "django.http.HttpResponseForbidden": 403,
            "django.core.exceptions.PermissionDenied": 403,
        },
        example='HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})',
    ),
    packages=("django", "corsheaders"),
    rate_limits=DJANGO_RATELIMIT,
    parameters=Parameters(
        mappings={
            f"{_REQUEST}.GET": QUERY,
            f"{_REQUEST}.POST": FORM,
        },
        path_texts=frozenset({"str", "path", "slug"}),
    ),
    # https://docs.djangoproject.com/en/5.2/ref/request-response/#django.http.HttpResponse
    statuses=Statuses(
        calls={
            "django.http.HttpResponse": StatusArg("status", 2),
            "django.http.JsonResponse": StatusArg("status"),
            "django.http.StreamingHttpResponse": StatusArg("status", 2),
            "django.http.FileResponse": StatusArg("status"),
            "django.shortcuts.render": StatusArg("status", 4),
            "django.shortcuts.redirect": StatusArg(default=302),
            "django.http.HttpResponseRedirect": StatusArg(default=302),
            "django.template.response.TemplateResponse": StatusArg("status", 4),
        },
        methods=frozenset({"process_exception"}),
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
            "RL202",
            "RL203",
            "RL204",
            "RL206",
            "RL208",
            "RL209",
            "RL301",
            "RL302",
            "RL303",
            "RL304",
            "RL305",
            "RL306",
            "RL307",
            "RL308",
            "RL309",
            "RL402",
            "RL403",
            "RL405",
            "RL406",
            "RL501",
            "RL502",
            "RL503",
            "RL504",
            "RL505",
            "RL506",
            "RL507",
            "RL508",
            "RL509",
            "RL510",
            "RL601",
            "RL602",
            "RL603",
            "RL604",
            "RL701",
            "RL702",
            "RL703",
            "RL704",
            "RL705",
            "RL801",
            "RL802",
            "RL803",
            "RL902",
            "RL903",
        }
    ),
    without={
        "RL901": "no module starts it: `manage.py` or a server does, and both configure it first",
        "RL207": "a module of URLs registers nothing by itself, and reusable applications bring such modules",
        "RL511": "without a setting that it knows django-cors-headers allows no origin",
        "RL404": "Django takes the directories off the names of uploads",
        "RL102": "a view answers by returning, once; there is nothing to send with",
        "RL205": "URLs, settings and middleware are read once, before the first request",
        "RL401": "DATA_UPLOAD_MAX_MEMORY_SIZE limits bodies to 2.5 MB by default",
    },
    aliases={
        "django.http.response.*": "django.http.",
        "django.shortcuts.HttpResponse": "django.http.HttpResponse",
        "django.shortcuts.HttpResponseRedirect": "django.http.HttpResponseRedirect",
        "django.views.generic.View": _VIEW,
        "django.views.generic.base.View": _VIEW,
        "django.views.generic.base.*": "django.views.generic.",
        "django.views.generic.list.*": "django.views.generic.",
        "django.views.generic.detail.*": "django.views.generic.",
        "django.views.generic.edit.*": "django.views.generic.",
        "django.views.generic.dates.*": "django.views.generic.",
        "django.urls.conf.*": "django.urls.",
        "django.urls.conf.path": "django.urls.path",
        "django.conf.urls.url": "django.urls.re_path",
        "django.conf.urls.include": "django.urls.include",
    },
    bases={
        "django.db.models.Model": (),
        **dict.fromkeys(_MODELS, ("django.db.models.Model",)),
        _VIEW: (),
        **{f"django.views.generic.{name}": (_VIEW,) for name in _GENERIC},
        **{
            f"django.contrib.auth.views.{name}": ("django.views.generic.FormView",)
            for name in _AUTH_VIEWS
        },
        _ACCESS: (),
        "django.contrib.auth.mixins.LoginRequiredMixin": (_ACCESS,),
        "django.contrib.auth.mixins.PermissionRequiredMixin": (_ACCESS,),
        "django.contrib.auth.mixins.UserPassesTestMixin": (_ACCESS,),
        "django.utils.deprecation.MiddlewareMixin": (),
    },
    returns={
        **dict.fromkeys(
            ("django.db.models.Model.objects", "django.db.models.Manager.get_queryset"), _QUERIES
        ),
        **{f"{_QUERIES}.{name}": _QUERIES for name in _CHAINED},
        f"{_VIEW}.request": _REQUEST,
        f"{_REQUEST}.FILES.[]": _UPLOAD,
        f"{_REQUEST}.FILES.get": _UPLOAD,
        f"{_REQUEST}.FILES.getlist.*": _UPLOAD,
        f"{_REQUEST}.FILES.values.*": _UPLOAD,
        f"{_REQUEST}.FILES.items.*.1": _UPLOAD,
        "django.forms.Form.cleaned_data.[]": _CLEANED,
        "django.forms.ModelForm.cleaned_data.[]": _CLEANED,
    },
    responses=frozenset(
        {
            *(f"django.http.{name}" for name in _RESPONSES),
            "django.template.response.TemplateResponse",
            "django.template.response.SimpleTemplateResponse",
            "django.shortcuts.render",
            "django.shortcuts.redirect",
            "django.contrib.auth.views.redirect_to_login",
            f"{_VIEW}.render_to_response",
        }
    ),
    exceptions=frozenset(
        {
            "django.http.Http404",
            "django.core.exceptions.PermissionDenied",
            "django.core.exceptions.SuspiciousOperation",
            "django.core.exceptions.BadRequest",
            "django.core.exceptions.ValidationError",
        }
    ),
    controls=frozenset(
        {
            "django.http.Http404",
            "django.core.exceptions.PermissionDenied",
            "django.core.exceptions.SuspiciousOperation",
            "django.core.exceptions.BadRequest",
            "django.shortcuts.get_object_or_404",
            "django.shortcuts.get_list_or_404",
            "django.shortcuts.aget_object_or_404",
            "django.shortcuts.aget_list_or_404",
        }
    ),
    http_errors=("django.http.Http404", "django.core.exceptions.PermissionDenied"),
    # https://docs.djangoproject.com/en/stable/ref/forms/api/#django.forms.Form.is_valid
    validations={
        f"django.forms.{name}.is_valid": ""
        for name in ("BaseForm", "Form", "ModelForm", "BaseFormSet", "BaseModelFormSet")
    },
    contracts={
        Role.TEST: Contract("condition"),
        Role.VIEW: Contract("response", _500),
        Role.MIDDLEWARE: Contract("response", _500),
        Role.BEFORE: Contract("continue"),
        Role.AFTER: Contract("transform", _500),
        Role.ERROR_HANDLER: Contract("response", _500),
        Role.DECORATOR: Contract("response", _500),
        Role.PREPROCESSOR: Contract("ignored"),
        Role.UNCALLED: Contract("uncalled"),
    },
    class_roles={
        _VIEW: {**dict.fromkeys(_METHODS, Role.VIEW), "setup": Role.PREPROCESSOR},
        "django.contrib.auth.mixins.UserPassesTestMixin": {"test_func": Role.TEST},
        "django.utils.deprecation.MiddlewareMixin": {
            "process_request": Role.BEFORE,
            "process_view": Role.BEFORE,
            "process_exception": Role.BEFORE,
            "process_response": Role.AFTER,
            "process_template_response": Role.AFTER,
            "__call__": Role.MIDDLEWARE,
        },
    },
    as_view=frozenset({f"{_VIEW}.as_view"}),
    decorators={
        **dict.fromkeys(_GUARDS, "guard"),
        **dict.fromkeys(_TRANSPARENT, "transparent"),
        "django_ratelimit.decorators.ratelimit": "rate-limit",
        "django.views.decorators.csrf.csrf_exempt": "csrf",
        "django.views.decorators.csrf.csrf_protect": "csrf",
        "django.views.decorators.cache.cache_page": "cache",
    },
    pattern=read_prefix,
    paths=Paths(
        styles=frozenset({"<>"}),
        plain="<{name}>",
        typed="<{type}:{name}>",
        types={
            "str": "str",
            "string": "str",
            "int": "int",
            "integer": "int",
            "number": "int",
            "slug": "slug",
            "uuid": "uuid",
            "path": "path",
        },
        unknown_type="the URLs can't be read (ImproperlyConfigured)",
        no_slash="it never matches (404), since Django looks at what stands behind the first slash",
        glued=True,
        expression_calls=frozenset({"django.urls.re_path"}),
        expression_call="re_path",
        expression_module="django.urls",
        searched=True,
        arguments=KEYWORDS,
        first=1,
        defaults=("kwargs", 2),
        others=frozenset({"form_valid", "form_invalid"}),
        mismatch="every request for it is a TypeError (500)",
        # https://docs.djangoproject.com/en/5.2/ref/class-based-views/mixins-single-object/
        lookups={
            f"django.views.generic.{name}": ("pk_url_kwarg", "pk", ("slug",))
            for name in ("DetailView", "UpdateView", "DeleteView")
        },
    ),
    cors={
        "settings": CorsOptions(
            reader=_CORS,
            star_is_any=False,
            origins=("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST"),
            regexes=("CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST"),
            credentials=("CORS_ALLOW_CREDENTIALS",),
            any_origin=("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"),
            any_origin_text=(
                "django-cors-headers sends back whatever origin asks, so that every site may read "
                "the answers to its visitors' cookies"
            ),
        )
    },
    body_limit=BodyLimit(
        settings=("DATA_UPLOAD_MAX_MEMORY_SIZE",),
        raw_objects=frozenset({_REQUEST, _UPLOAD}),
        raw_values=frozenset({_CLEANED}),
        raw_items=frozenset({(f"{_REQUEST}.META", "wsgi.input")}),
        near_misses={
            "DATA_UPLOAD_MAX_MEMORY": "DATA_UPLOAD_MAX_MEMORY_SIZE",
            "DATA_UPLOAD_MAX_SIZE": "DATA_UPLOAD_MAX_MEMORY_SIZE",
            "DATA_MAX_UPLOAD_SIZE": "DATA_UPLOAD_MAX_MEMORY_SIZE",
            "DATA_UPLOAD_MAX_MEMORYSIZE": "DATA_UPLOAD_MAX_MEMORY_SIZE",
            "DATA_UPLOAD_MEMORY_MAX_SIZE": "DATA_UPLOAD_MAX_MEMORY_SIZE",
        },
        example="DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440",
        assignment="{key}",
        unlimited_by_default=False,
    ),
    guard_mixins=frozenset({_ACCESS}),
    guarding_methods=frozenset({"dispatch"}),
    # https://docs.djangoproject.com/en/stable/topics/auth/default/, what begins with "a"
    auth_coroutines=_AUTH_COROUTINES,
    # Django awaits what user_passes_test() is given, but not what its mixin calls.
    plain_methods={
        "django.contrib.auth.mixins.UserPassesTestMixin.test_func": "everybody passes the test",
    },
    opt_outs=frozenset({"django.contrib.auth.decorators.login_not_required"}),
    # https://docs.djangoproject.com/en/stable/topics/http/decorators/
    method_decorators={
        "django.views.decorators.http.require_http_methods": (),
        "django.views.decorators.http.require_POST": ("POST",),
        "django.views.decorators.http.require_GET": ("GET",),
        "django.views.decorators.http.require_safe": ("GET", "HEAD"),
    },
    changing_views=frozenset(
        f"django.views.generic.{name}" for name in ("CreateView", "UpdateView", "DeleteView")
    ),
    view_marks=frozenset(
        {
            "django.views.decorators.csrf.csrf_exempt",
            "django.contrib.auth.decorators.login_not_required",
        }
    ),
    method_adapter="django.utils.decorators.method_decorator",
    middleware_order=(
        OrderConstraint(_SESSION, _AUTHENTICATION, "every request fails with ImproperlyConfigured"),
        OrderConstraint(_SESSION, _MESSAGES, "every request fails with ImproperlyConfigured"),
        OrderConstraint(
            _CORS,
            "django.middleware.security.SecurityMiddleware",
            "preflights are answered with a redirect to https",
            misplaced="outer",
            setting="SECURE_SSL_REDIRECT",
        ),
        OrderConstraint(
            _CORS,
            "django.middleware.common.CommonMiddleware",
            "its redirects carry no CORS headers",
            misplaced="outer",
        ),
        OrderConstraint(
            _CORS,
            ANSWERING,
            "its answers carry no CORS headers, and preflights are refused",
            misplaced="outer",
        ),
        OrderConstraint(
            "django.middleware.gzip.GZipMiddleware",
            REWRITING,
            "it looks for its text in compressed bytes",
        ),
    ),
    request_needs={
        f"{_REQUEST}.user": _AUTHENTICATION,
        f"{_REQUEST}.session": _SESSION,
    },
    # https://docs.djangoproject.com/en/stable/topics/async/#queries-the-orm
    coroutines=frozenset(
        {
            *_AUTH_COROUTINES,
            *(f"{_QUERIES}.{name}" for name in _ASYNC_QUERIES),
            *(
                f"django.db.models.Model.{name}"
                for name in ("adelete", "arefresh_from_db", "asave")
            ),
            f"{_REQUEST}.auser",
            *(f"{_REQUEST}.session.{name}" for name in _ASYNC_SESSION),
            *(f"django.contrib.auth.{name}" for name in ("aauthenticate", "alogin", "alogout")),
            "django.shortcuts.aget_object_or_404",
            "django.shortcuts.aget_list_or_404",
        }
    ),
    facts={
        "split-into": "a list of URLs, which is included,",
        "routes-like-the-app": "django.urls",
        "limit-route": '@ratelimit(key="ip", rate="5/m")',
        "only-post": "decorate it with `@require_POST`",
        "uncalled-class": "each request fails with a TypeError",
        "coroutines-are-no-answers": "yes",
        # https://docs.djangoproject.com/en/stable/topics/async/#async-views
        "lost-task": "under ASGI its exception is only logged when it is collected, under "
        "WSGI it is cancelled when the view returns",
        "task-home": "await it before the view ends, or give the work to a task queue",
        "plain-handlers-thread": "views that are plain functions run without a loop",
        "cache-above-guard": "everybody gets the page that was cached for the first user",
        "error-handlers": "root",
        "next-raises-nothing": "Django has turned every exception into a response by then",
        "next-raises-hint": "write a `process_exception()` method, which Django calls with it",
        "route-order": "registration",
        "same-view-twice": "dead",
        "route-methods": "ignored",
    },
    cookies=COOKIES,
    debug=Debug(
        # https://docs.djangoproject.com/en/stable/ref/settings/#debug
        settings={"DEBUG": "the page of every error shows settings, source and local variables"}
    ),
    # https://channels.readthedocs.io/en/stable/topics/security.html#websockets
    handshakes=Handshakes(
        options=SOCKETIO_OPTIONS,
        option_decorators=SOCKETIO_EVENTS,
        routers={"channels.routing.ProtocolTypeRouter": "websocket"},
        identified_by=frozenset(
            {
                "channels.auth.AuthMiddlewareStack",
                "channels.auth.AuthMiddleware",
                "channels.sessions.SessionMiddlewareStack",
                "channels.sessions.SessionMiddleware",
                "channels.sessions.CookieMiddleware",
            }
        ),
        checked_by=frozenset(
            {
                "channels.security.websocket.AllowedHostsOriginValidator",
                "channels.security.websocket.OriginValidator",
            }
        ),
    ),
    secrets=SECRETS,
    # https://docs.djangoproject.com/en/stable/ref/csrf/
    csrf=Csrf(
        middleware="django.middleware.csrf.CsrfViewMiddleware",
        example='"django.middleware.csrf.CsrfViewMiddleware",` in `MIDDLEWARE',
        exempting=frozenset({"django.views.decorators.csrf.csrf_exempt"}),
        on_functions=True,
        checks={"django.middleware.csrf.CsrfViewMiddleware.process_view": None},
        flags=frozenset({"_dont_enforce_csrf_checks"}),
        by_hand=frozenset({"django.middleware.csrf.CsrfViewMiddleware"}),
        cookies=frozenset(
            {
                *_GUARDS,
                _ACCESS,
                f"{_REQUEST}.user",
            }
        ),
        sessions=frozenset({f"{_REQUEST}.session"}),
    ),
    # https://docs.djangoproject.com/en/stable/ref/contrib/auth/#anonymoususer-object
    users={f"{_REQUEST}.user": "{}.is_authenticated"},
    nobody=NOBODY,
    path_attributes=frozenset(
        {f"{_REQUEST}.path", f"{_REQUEST}.path_info", f"{_REQUEST}.get_full_path"}
    ),
    # https://docs.djangoproject.com/en/stable/topics/async/#performance
    event_loop=EventLoop(in_threads=frozenset({Role.VIEW})),
    words=frozenset(
        {
            "is_valid",
            "limited",
            *COOKIES.settings,
            *COOKIES.calls,
            *SECRETS.nested,
            "urlpatterns",
            "ProtocolTypeRouter",
            "ROOT_URLCONF",
            "INSTALLED_APPS",
            "MIDDLEWARE",
            "DATA_UPLOAD_MAX_MEMORY_SIZE",
            "SECURE_SSL_REDIRECT",
            "handler400",
            "handler403",
            "handler404",
            "handler500",
            "register_converter",
            "re_path",
            "as_view",
            "MiddlewareMixin",
            "get_response",
            "process_request",
            "process_response",
            "process_view",
            "process_exception",
            "method_decorator",
            "FILES",
        }
    ),
    patterns=(
        r"RATELIMIT_[A-Z_]+",
        r"CORS_[A-Z_]+",
        r"DATA_[A-Z_]*(?:MAX|LIMIT)[A-Z_]*",
        # `path(...)` at the beginning of a line or of a list; `re_path` is a word.
        r"path\((?<=[\s(\[,=]path\()",
        # Settings of production that take the rest from another module may say no more.
        r"DEBUG[ \t]*=",
        r"request\.(?:read|body|POST|META|headers|path|path_info|user)",
    ),
    reader=reader.read,
    # https://docs.djangoproject.com/en/stable/ref/request-response/#querydict-objects
    request_objects={
        _REQUEST: RequestObject(
            frozen={"GET": "{}.copy()", "POST": "{}.copy()", "headers": "dict({})"},
            fixed=frozenset({"FILES", "body", "scheme"}),
        )
    },
    # https://docs.djangoproject.com/en/stable/topics/http/middleware/#init-get-response
    shared_selves=frozenset({Role.BEFORE, Role.AFTER, Role.MIDDLEWARE}),
)
