"""Which calls get at stored data, by what they are called on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef

#: Packages whose objects stand for stored data.
_PACKAGES = frozenset(
    {"sqlalchemy", "sqlmodel", "flask_sqlalchemy", "django", "asyncpg", "aiosqlite", "sqlite3"}
    | {"psycopg", "psycopg2", "pymysql", "MySQLdb", "mysql", "aiomysql", "aiopg", "databases"}
    | {"pymongo", "motor", "mongoengine", "beanie", "peewee", "tortoise", "pony", "redis"}
)
#: What is done to it. That a query is put together is not yet an access.
_VERBS = frozenset(
    {"execute", "executemany", "executescript", "fetchone", "fetchall", "fetchmany", "fetchrow"}
    | {"fetchval", "commit", "flush", "refresh", "merge", "add", "add_all", "scalar", "scalars"}
    | {"exec", "get", "get_one", "first", "all", "one", "one_or_none", "count", "exists", "save"}
    | {"delete", "update", "create", "bulk_create", "get_or_create", "update_or_create", "fetch"}
    | {"find", "find_one", "insert_one", "insert_many", "update_one", "update_many", "aggregate"}
    | {"delete_one", "delete_many", "count_documents", "paginate", "get_or_404", "first_or_404"}
)
#: The names of what is connected to a database, and what they alone are told.
_HANDLES = frozenset(
    {"session", "db_session", "dbsession", "db", "conn", "connection", "cursor", "cur", "database"}
)
_TOLD = frozenset(
    {"execute", "executemany", "executescript", "fetchone", "fetchall", "fetchmany", "fetchrow"}
    | {"fetchval", "commit", "flush", "refresh", "add_all", "scalar", "scalars", "exec", "query"}
    | {"merge", "add", "delete"}
)


def accesses(project: Project, function: FunctionRef) -> Iterator[ir.Call]:
    """The calls in a function that read or change stored data; a chain of calls is one."""
    scope = project.scope(function)
    inner: set[int] = set()
    for node in ir.walk_body(function.node.body):
        if not isinstance(node, ir.Call) or id(node) in inner:
            continue
        if _is_access(project, node, scope):
            inner |= {id(part) for part in ir.walk(node.func) if isinstance(part, ir.Call)}
            yield node


def _is_access(project: Project, call: ir.Call, scope: Scope) -> bool:
    if not isinstance(call.func, ir.Attribute):
        return False
    chain = _chain(call.func)
    if call.func.attr in _VERBS:
        name = project.name_of(call.func, scope)
        root, _, rest = name.partition(".")
        if root in _PACKAGES and (root != "django" or rest.startswith("db.")):
            return True
        # Managers of models, and queries that classes of models have.
        if "objects" in chain[1:-1] or "query" in chain[1:-1]:
            return True
    return any(one.lstrip("_") in _HANDLES and other in _TOLD for one, other in pairwise(chain))


def _chain(expr: ir.Expr) -> list[str]:
    """The names in a chain of attributes and calls, the outermost last."""
    if isinstance(expr, ir.Attribute):
        return [*_chain(expr.value), expr.attr]
    if isinstance(expr, ir.Call):
        return _chain(expr.func)
    if isinstance(expr, (ir.Await, ir.Subscript)):
        return _chain(expr.value)
    return [expr.id] if isinstance(expr, ir.Name) else [""]
