"""The calls that change what outlives a request: rows, files, what is sent to people, money.

Names are canonical dotted names, as `model.resolve` gives them. Where an object's class is not known,
what is written tells enough: SQL in a text, `Model.objects...delete()`, `collection.insert_one()`.
"""

from __future__ import annotations

import re

from routelint.flow.blocking_calls import Calls
from routelint.model.own_calls import DATABASE, FILE, MAIL, MONEY
from routelint.model.project import Project


def _of(what: str, owner: str, names: str) -> dict[str, str]:
    return {f"{owner}.{name}": what for name in names.split()}


_SESSION = "add add_all delete merge bulk_save_objects bulk_insert_mappings bulk_update_mappings"

CALLS: dict[str, str] = {
    # https://docs.sqlalchemy.org/en/20/orm/session_basics.html
    **_of(DATABASE, "sqlalchemy.orm.Session", _SESSION),
    **_of(DATABASE, "sqlalchemy.ext.asyncio.AsyncSession", _SESSION),
    **_of(DATABASE, "sqlalchemy.orm.Query", "delete update"),
    # https://docs.python.org/3/library/os.html#files-and-directories
    **_of(FILE, "os", "remove unlink rename replace rmdir removedirs"),
    **_of(FILE, "shutil", "rmtree move"),
    **_of(FILE, "pathlib.Path", "unlink rename replace rmdir write_text write_bytes"),
    **_of(FILE, "aiofiles.os", "remove unlink rename replace rmdir"),
    **_of(FILE, "anyio.Path", "unlink rename replace rmdir write_text write_bytes"),
    # Mail
    **_of(MAIL, "smtplib.SMTP", "sendmail send_message"),
    **_of(MAIL, "flask_mail.Mail", "send"),
    **_of(MAIL, "flask_mailman.EmailMessage", "send"),
    **_of(MAIL, "quart_mail.Mail", "send"),
    **_of(MAIL, "fastapi_mail.FastMail", "send_message"),
    **_of(MAIL, "aiosmtplib", "send"),
    **_of(MAIL, "pyramid_mailer.mailer.Mailer", "send send_immediately"),
    # https://docs.stripe.com/api
    **{
        f"stripe.{name}.{verb}": MONEY
        for name in ("Charge", "PaymentIntent", "Refund", "Subscription", "Transfer", "Payout")
        for verb in ("create", "capture", "confirm", "cancel", "delete", "modify")
    },
}

#: What is an object of another class, before its own methods are looked at.
MAKES = {
    "flask_sqlalchemy.SQLAlchemy.session": "sqlalchemy.orm.Session",
    "flask_sqlalchemy.SQLAlchemy().session": "sqlalchemy.orm.Session",
    "sqlalchemy.ext.asyncio.async_sessionmaker()": "sqlalchemy.ext.asyncio.AsyncSession",
    "sqlalchemy.ext.asyncio.async_scoped_session()": "sqlalchemy.ext.asyncio.AsyncSession",
    "sqlmodel.ext.asyncio.session.AsyncSession": "sqlalchemy.ext.asyncio.AsyncSession",
}

#: Classes of what stands for rows or documents -> the methods of their objects and of themselves that
#: change them.
MODELS = {
    # https://docs.peewee-orm.com/en/latest/peewee/api.html#Model
    "peewee.Model": frozenset({"save", "create", "delete_instance", "delete_by_id", "set_by_id"}),
    # https://docs.mongoengine.org/apireference.html#mongoengine.Document
    "mongoengine.Document": frozenset({"save", "delete", "update", "modify"}),
    # https://tortoise.github.io/models.html
    "tortoise.models.Model": frozenset({"save", "delete", "create", "bulk_create"}),
    "tortoise.Model": frozenset({"save", "delete", "create", "bulk_create"}),
    # https://beanie-odm.dev/api-documentation/document/
    "beanie.Document": frozenset({"insert", "save", "delete", "replace", "create", "insert_many"}),
}

#: Methods that nothing but a database has.
UNMISTAKABLE = frozenset(
    {"insert_one", "insert_many", "update_one", "update_many", "replace_one", "delete_one"}
    | {"delete_many", "find_one_and_delete", "find_one_and_update", "find_one_and_replace"}
)
#: What ends a chain that began with `Model.objects` or `Model.query`, and changes rows.
OF_MANAGERS = frozenset(
    {"create", "acreate", "bulk_create", "abulk_create", "update", "aupdate", "bulk_update"}
    | {"delete", "adelete", "abulk_update"}
)
OF_QUERIES = frozenset({"update", "delete"})
#: What makes such a statement as `execute` is given.
STATEMENTS = frozenset(
    f"{module}.{name}"
    for module in ("sqlalchemy", "sqlalchemy.sql", "sqlalchemy.sql.expression", "sqlmodel")
    for name in ("insert", "update", "delete")
) | frozenset(f"sqlalchemy.dialects.{name}.insert" for name in ("postgresql", "sqlite", "mysql"))
#: Methods that are given a text of SQL, or such a statement.
EXECUTES = frozenset(
    {"execute", "executemany", "executescript", "exec", "exec_driver_sql", "scalar", "scalars"}
    | {"fetch", "fetchrow", "fetchval", "fetchone", "fetchall", "fetch_one", "fetch_all"}
)

# A column that counts itself up is a counter.
_COUNTS = re.compile(
    r"\bset\s+[\"`]?(\w+)[\"`]?\s*=\s*(?:\w+\(\s*)?[\"`]?\1[\"`]?\s*[,+-]", re.IGNORECASE
)
_SQL = re.compile(
    r"\s*(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update|delete\s+from|truncate(?:\s+table)?|"
    r"drop\s+table)\s+(?:only\s+)?[\"`\[]?(?P<table>[\w.]*)",
    re.IGNORECASE,
)

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
#: Words of what is no change that a client asks for: traces of the request itself, what is kept to
#: have it faster, what is made when it is needed first, and what is tidied up in passing.
BESIDE = frozenset(
    {"accessed", "activity", "analytics", "audit", "cache", "cached", "caches", "click"}
    | {"clicks", "count", "counter", "counters", "counts", "debug", "ensure", "event", "events"}
    | {"expire", "expired", "expires", "expiry", "hit", "hits", "impression", "init", "initialize"}
    | {"last", "lock", "locks", "log", "logger", "logging", "logs", "metric", "metrics", "migrate"}
    | {
        "outdated",
        "prune",
        "purge",
        "rate",
        "read",
        "seen",
        "session",
        "sessions",
        "setup",
        "stale",
    }
    | {"stat", "statistics", "stats", "telemetry", "temp", "temporary", "throttle", "tmp", "touch"}
    | {
        "track",
        "tracker",
        "tracking",
        "ttl",
        "usage",
        "view",
        "viewed",
        "views",
        "visit",
        "visited",
    }
    | {"accumulate", "increment", "wrong", "orphan", "orphans", "orphaned", "obsolete", "dangling"}
    | {"default", "defaults", "check", "checks", "refresh", "sync", "poll"}
    | {"visitor", "visits", "cleanup", "heartbeat", "ping", "trace", "nonce", "history"}
)


#: What functions begin with that give something: they change only what they keep to have it faster.
READS = frozenset(
    {
        "default",
        "fetch",
        "find",
        "get",
        "has",
        "is",
        "list",
        "load",
        "lookup",
        "open",
        "query",
        "read",
    }
    | {
        "render",
        "resolve",
        "search",
        "select",
        "show",
        "validate",
        "build",
        "make",
        "format",
        "parse",
    }
    | {"ensure", "check", "generate", "download", "serve", "export"}
)


class StoringCalls:
    """The calls of libraries, and those of the frameworks that a project could use."""

    def __init__(self, project: Project) -> None:
        tables = [framework.own_calls for framework in project.names.frameworks]
        self._known = Calls.of(project)
        self._changes = {**CALLS, **{n: what for t in tables for n, what in t.changes.items()}}
        self.models = {**MODELS, **{n: names for t in tables for n, names in t.records.items()}}
        self.saving = frozenset().union(*self.models.values())

    def changed_by(self, name: str) -> str:
        """What calling the thing with a canonical name changes, "" for nothing that is known."""
        head, dot, method = name.rpartition(".")
        made = MAKES.get(head)
        if made is not None:
            return self._changes.get(f"{made}.{method}", "")
        found = self._changes.get(name, "")
        return found or (self._changes.get(self._known.canonical(name), "") if dot else "")


def words(name: str) -> frozenset[str]:
    """The words of a name in lower case: `LastSeen`, `last_seen` and `lastSeen` have two."""
    return frozenset(word.lower() for word in _WORD.findall(name))


def is_reading(name: str) -> bool:
    """Whether the name of a function says that it gives something."""
    found = _WORD.search(name)
    if found is None:
        return False
    return found.group().lower() in READS or not words(name).isdisjoint(("to", "from"))


def is_beside(name: str) -> bool:
    """Whether a name says that what it stands for is no change that a client asks for."""
    return not BESIDE.isdisjoint(words(name))


def is_change_in_sql(text: str) -> bool:
    """Whether a text is SQL that changes rows, other than counters and traces."""
    found = _SQL.match(text)
    return found is not None and not is_beside(found["table"]) and not _COUNTS.search(text)
