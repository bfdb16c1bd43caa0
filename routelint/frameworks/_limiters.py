"""Libraries that limit rates for the applications of several frameworks."""

from __future__ import annotations

from routelint.model.limiters import Limiter, RateLimits

#: https://flask-limiter.readthedocs.io/en/stable/configuration.html
FLASK_LIMITER = RateLimits(
    limiters={
        "flask_limiter.Limiter": Limiter(
            app=("app", None),
            binds=frozenset({"init_app"}),
            unbound="no request is counted, whatever its decorators and defaults say",
            store=("storage_uri", None),
            stores=("RATELIMIT_STORAGE_URI", "RATELIMIT_STORAGE_URL"),
            enabled="enabled",
        )
    },
    keys={
        "flask_limiter.Limiter": ("key_func", 0),
        "flask_limiter.Limiter.limit": ("key_func", 1),
        "flask_limiter.Limiter.shared_limit": ("key_func", 2),
    },
    switches=frozenset({"RATELIMIT_ENABLED"}),
)

#: https://slowapi.readthedocs.io/en/latest/ ; `slowapi.extension.Limiter`
SLOWAPI = RateLimits(
    limiters={
        "slowapi.Limiter": Limiter(
            unbound="what is one request too many looks for it in `app.state`, and is answered with 500",
            defaults=("default_limits", "application_limits"),
            readers=frozenset(
                {"slowapi.middleware.SlowAPIMiddleware", "slowapi.middleware.SlowAPIASGIMiddleware"}
            ),
            store=("storage_uri", None),
            enabled="enabled",
        )
    },
    keys={
        "slowapi.Limiter": ("key_func", 0),
        "slowapi.Limiter.limit": ("key_func", 1),
        "slowapi.Limiter.shared_limit": ("key_func", 2),
    },
    addresses=frozenset({"slowapi.util.get_ipaddr"}),
)
SLOWAPI_DECORATORS = {
    "slowapi.Limiter.limit": "rate-limit",
    "slowapi.Limiter.shared_limit": "rate-limit",
    "slowapi.Limiter.exempt": "marker",
}
SLOWAPI_ALIASES = {"slowapi.extension.*": "slowapi."}
SLOWAPI_WORDS = frozenset({"slowapi", "SlowAPIMiddleware", "SlowAPIASGIMiddleware", "limiter"})

#: https://django-ratelimit.readthedocs.io/en/stable/ ; `django_ratelimit.decorators`
DJANGO_RATELIMIT = RateLimits(
    keys={
        "django_ratelimit.decorators.ratelimit": ("key", 1),
        "django_ratelimit.core.is_ratelimited": ("key", 3),
        "django_ratelimit.core.get_usage": ("key", 3),
    },
    key_settings=frozenset({"RATELIMIT_IP_META_KEY"}),
    header_prefix="header:",
    unblocked={"django_ratelimit.decorators.ratelimit": ("block", "limited")},
    switches=frozenset({"RATELIMIT_ENABLE"}),
    # https://docs.djangoproject.com/en/stable/topics/auth/default/#all-authentication-views
    logins=frozenset({"django.contrib.auth.views.LoginView"}),
)

#: How the header is written that says who asked a proxy; `HTTP_X_FORWARDED_FOR` in environments.
FORWARDED_PATTERN = "[Xx][-_][Ff][Oo][Rr][Ww][Aa][Rr][Dd][Ee][Dd][-_][Ff][Oo][Rr]"
