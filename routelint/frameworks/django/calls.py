"""What Django's own functions and methods wait for, and what they change."""

from __future__ import annotations

from routelint.model.own_calls import MAIL, OwnCalls, Wait

_QUERIES, _MODEL = "django.QuerySet", "django.db.models.Model"
_FAILS = "raises SynchronousOnlyOperation on the event loop: the client gets a 500"
_MAILS = Wait("the mail server", "await aiosmtplib.send(...)")
_HASH = Wait("the hash, which is slow on purpose")
_GIVING_ROWS = ("get", "first", "last", "latest", "earliest", "create")
_QUERYING = (
    "get create count exists first last latest earliest update delete get_or_create "
    "update_or_create bulk_create bulk_update aggregate in_bulk contains explain"
)
# https://docs.djangoproject.com/en/stable/ref/models/querysets/#when-querysets-are-evaluated
_LAZY = (
    "all filter exclude order_by values values_list select_related prefetch_related annotate "
    "distinct only defer reverse iterator"
)
_ITERATED = Wait("the database", "async for ... in ...", fails=_FAILS)


def _of_database(owner: str, names: str, prefix: str = "") -> dict[str, Wait]:
    """Those that have a twin to be awaited."""
    return {
        f"{owner}.{name}": Wait("the database", f"await {prefix}a{name}(...)", fails=_FAILS)
        for name in names.split()
    }


# https://docs.djangoproject.com/en/stable/topics/async/#async-safety
OWN_CALLS = OwnCalls(
    waits={
        **_of_database(_QUERIES, _QUERYING, "...."),
        **_of_database(_MODEL, "save delete refresh_from_db", "...."),
        **_of_database("django.shortcuts", "get_object_or_404 get_list_or_404"),
        **_of_database("django.contrib.auth", "authenticate login logout get_user"),
        "django.db.transaction.atomic": Wait("the database", fails=_FAILS),
        "django.core.mail.send_mail": _MAILS,
        "django.contrib.auth.hashers.make_password": _HASH,
        "django.contrib.auth.hashers.check_password": _HASH,
    },
    iterated={_QUERIES: _ITERATED, **{f"{_QUERIES}.{name}": _ITERATED for name in _LAZY.split()}},
    makes={
        "django.db.models.Manager": _QUERIES,
        "django.db.models.QuerySet": _QUERIES,
        **{f"{_QUERIES}.{prefix}{name}": _MODEL for name in _GIVING_ROWS for prefix in ("", "a")},
    },
    kinds={
        # Models that come with Django.
        r"django\.contrib\.[\w.]+\.models\.[A-Z]\w*": _MODEL,
        r"django\..+\.objects": _QUERIES,
    },
    fluent=frozenset({_QUERIES}),
    changes={
        f"django.core.mail.{name}": MAIL
        for name in (
            "send_mail",
            "send_mass_mail",
            "EmailMessage.send",
            "EmailMultiAlternatives.send",
        )
    },
    # https://docs.djangoproject.com/en/stable/ref/models/instances/
    records={_MODEL: frozenset({"save", "delete", "asave", "adelete"})},
    texts=frozenset({"django.utils.html.escape", "django.utils.safestring.mark_safe"}),
    clocks=frozenset({"django.utils.timezone.now"}),
)
