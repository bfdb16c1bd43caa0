"""Fields of records that clients must not set themselves, and who may set them all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import ClassRef, FunctionRef, Symbol
from routelint.policies.decoded import Body
from routelint.policies.sites import active

_ALWAYS = frozenset(
    {"is_admin", "isadmin", "admin", "is_administrator", "is_superuser", "superuser", "is_super"}
    | {"is_staff", "is_root", "is_moderator", "is_verified", "email_verified", "is_email_verified"}
    | {"is_approved", "password_hash", "hashed_password", "access_level", "is_premium"}
)
_OF_ACCOUNTS = frozenset(
    {"role", "roles", "role_id", "user_role", "groups", "permissions", "privileges", "scopes"}
    | {"balance", "credits", "verified", "approved", "is_active"}
)
_SECRETS = frozenset({"password", "password_hash", "hashed_password", "api_key", "secret"})
_ACCOUNT = re.compile(r"user|account|member|customer|profile|admin|employee|person", re.IGNORECASE)
_ACCOUNT_FIELDS = frozenset({"password", "password_hash", "hashed_password", "username"})
#: What is made to be filled by clients, by its base class or by its name.
_SCHEMAS = re.compile(
    r"^(?:pydantic|marshmallow|msgspec|wtforms|typing|typing_extensions|colander|enum|attr_validate"
    r"|schematics|voluptuous)\."
)
_SCHEMA_NAME = re.compile(
    r"(?:Request|Command|DTO|Dto|Input|Schema|Payload|Params|Form|Args|Query|Create|Update|In|Body"
    r"|Data|Message|Event|Config|Settings|Response|Out|Filter)$"
)
_FOR_FEW = re.compile(
    r"admin|super_?user|staff|permission|role|privilege|manager|root|scopes|internal|service",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Record:
    """A class whose objects are kept. `fields` are those that clients must not set -> where they are
    declared (None outside the project), `secrets` those that they must not learn. `open`: any attribute
    can be set, whatever is declared."""

    name: str
    fields: dict[str, Location | None]
    secrets: tuple[str, ...]
    location: Location | None = None


def record_of(project: Project, value: object) -> Record | None:
    """The record that a class is; None for what is none, or has nothing that clients must not touch."""
    if isinstance(value, Symbol):
        account = _accounts(project).get(value.name)
        return None if account is None else _record(account[0], dict.fromkeys(account[1]), None)
    if not isinstance(value, ClassRef) or is_schema(project, value):
        return None
    return unchecked_record(project, value)


def unchecked_record(project: Project, value: ClassRef) -> Record | None:
    """The record that a class is when nothing checks what its objects are made of."""
    return project.memo(f"record:{id(value.node)}", lambda: _of_class(project, value))


def is_schema(project: Project, cls: ClassRef) -> bool:
    """Whether a class says what clients may send, instead of what is kept."""
    names = project.resolver.class_names(cls)
    if any(name.startswith(("sqlmodel.", "beanie.")) for name in names):
        return False
    if _SCHEMA_NAME.search(cls.name) is not None:
        return True
    packages = project.memo("packages-of-schemas", lambda: _packages_of_schemas(project))
    return any(_SCHEMAS.match(name) or name.startswith(packages) for name in names)


def _packages_of_schemas(project: Project) -> tuple[str, ...]:
    return tuple(f"{name}." for f in project.names.frameworks for name in sorted(f.bodies.schemas))


def _accounts(project: Project) -> dict[str, tuple[str, tuple[str, ...]]]:
    return project.memo(
        "accounts-of-frameworks",
        lambda: {n: a for f in project.names.frameworks for n, a in f.bodies.accounts.items()},
    )


def fields_of(project: Project, cls: ClassRef) -> dict[str, Location | None]:
    """What a class declares, its bases included, as far as they are known."""
    found: dict[str, Location | None] = {}
    for base in project.resolver.mro(cls):
        if isinstance(base, ClassRef):
            for name, location in _declared(base):
                found.setdefault(name, location)
        else:
            for name in _accounts(project).get(base.name, ("", ()))[1]:
                found.setdefault(name, None)
    return found


def _of_class(project: Project, cls: ClassRef) -> Record | None:
    taken = _taken(project, cls)
    fields = {
        name: place
        for name, place in fields_of(project, cls).items()
        if taken is None or name in taken
    }
    return _record(cls.name, fields, cls.location)


def _record(
    name: str, fields: dict[str, Location | None], location: Location | None
) -> Record | None:
    is_account = bool(_ACCOUNT.search(name)) or not _ACCOUNT_FIELDS.isdisjoint(fields)
    wanted = _ALWAYS | _OF_ACCOUNTS if is_account else _ALWAYS
    kept = {field: place for field, place in fields.items() if field.lower() in wanted}
    secrets = tuple(field for field in fields if field in _SECRETS)
    if not kept and not secrets:
        return None
    return Record(name, kept, secrets, location)


def _declared(cls: ClassRef) -> Iterator[tuple[str, Location]]:
    path = cls.module.path
    for statement in cls.module.class_body(cls.node):
        if isinstance(statement, ir.Assign):
            for target in statement.targets:
                if isinstance(target, ir.Name):
                    yield target.id, Location(path, target.span)
        elif isinstance(statement, ir.Function) and statement.name == "__init__":
            for param in statement.params[1:]:
                yield param.name, Location(path, param.span)
            for node in ir.nodes_of(statement.body, ir.Assign):
                for target in node.targets:
                    if isinstance(target, ir.Attribute) and ir.dotted(target.value) == "self":
                        yield target.attr, Location(path, target.span)


def _taken(project: Project, cls: ClassRef) -> frozenset[str] | None:
    """The arguments that the class takes, where its `__init__` lists them all."""
    for base in project.resolver.mro(cls):
        if not isinstance(base, ClassRef):
            return None
        for binding in base.module.class_bindings(base.node, "__init__"):
            node = binding.node
            if isinstance(node, ir.Function):
                if any(param.kind == "**" for param in node.params):
                    return None
                return frozenset(param.name for param in node.params[1:])
    return None


def takes_columns(project: Project, cls: ClassRef) -> tuple[ir.Expr, frozenset[str]] | None:
    """What says that a class of input takes all columns of a model but some, and which these are."""
    bases = {name for f in active(project) for name in f.bodies.model_schemas}
    if bases.isdisjoint(project.resolver.class_names(cls)):
        return None
    for base in project.resolver.mro(cls):
        if isinstance(base, ClassRef):
            for binding in base.module.class_bindings(base.node, "Meta"):
                if isinstance(binding.node, ir.Class):
                    scope = project.resolver.class_scope(base)
                    return all_columns(project, ClassRef(base.module, binding.node, scope))
    return None


def all_columns(project: Project, meta: ClassRef) -> tuple[ir.Expr, frozenset[str]] | None:
    """The same for the class that says it: `fields = "__all__"`, or `exclude = [...]`."""
    scope = project.resolver.class_scope(meta)
    named = _listed(project, meta, scope, "read_only_fields") | _listed(
        project, meta, scope, "extra_kwargs"
    )
    for binding in meta.module.class_bindings(meta.node, "fields"):
        if isinstance(binding.value, ir.Constant) and binding.value.value == "__all__":
            return binding.value, frozenset(named)
    for binding in meta.module.class_bindings(meta.node, "exclude"):
        excluded = _listed(project, meta, scope, "exclude")
        if binding.value is not None and excluded:
            return binding.value, frozenset(named | excluded)
    return None


def _listed(project: Project, meta: ClassRef, scope: Scope, name: str) -> set[str]:
    found: set[str] = set()
    for binding in meta.module.class_bindings(meta.node, name):
        if binding.value is not None:
            for expr, inner in project.resolver.items(binding.value, scope) or ():
                text = project.resolver.constant(expr, inner)
                found |= {text} if isinstance(text, str) else set()
            found |= _texts(binding.value)
    return found


def may_be_set(project: Project, body: Body, record: Record) -> tuple[str, ...]:
    """Those fields of a record that a body can set."""
    if body.model is None:
        return tuple(record.fields)
    declared = fields_of(project, body.model)
    columns = takes_columns(project, body.model)
    if columns is not None:
        return tuple(field for field in record.fields if field not in columns[1])
    if _takes_all(project, body.model):
        return tuple(record.fields)
    return tuple(field for field in record.fields if field in declared)


def _takes_all(project: Project, model: ClassRef) -> bool:
    """Whether objects of a class of pydantic's keep what it does not declare."""
    # https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.extra
    for base in project.resolver.mro(model):
        if not isinstance(base, ClassRef):
            continue
        for name in ("model_config", "Config"):
            for binding in base.module.class_bindings(base.node, name):
                if binding.value is not None:
                    for node in ir.walk(binding.value):
                        if isinstance(node, ir.Call):
                            return _is_allow(node.keyword("extra"))
                        if isinstance(node, ir.Dictionary):
                            return any(
                                isinstance(key, ir.Constant)
                                and key.value == "extra"
                                and _is_allow(value)
                                for key, value in node.items
                            )
                if isinstance(binding.node, ir.Class):
                    return any(
                        isinstance(statement, ir.Assign)
                        and ir.dotted(statement.targets[0]) == "extra"
                        and _is_allow(statement.value)
                        for statement in base.module.class_body(binding.node)
                    )
    return False


def _is_allow(expr: ir.Expr | None) -> bool:
    if isinstance(expr, ir.Constant):
        return expr.value == "allow"
    return (ir.dotted(expr) or "").endswith("Extra.allow")


def is_for_few(project: Project, function: FunctionRef) -> bool:
    """Whether only those reach a function who may set more than others: administrators, for example."""
    return project.memo(
        f"for-few:{id(function.node)}",
        lambda: any(_FOR_FEW.search(text) for text in _asked(project, function)),
    )


def _asked(project: Project, function: FunctionRef) -> Iterator[str]:
    node = function.node
    for decorator in node.decorators:
        yield _guarding(decorator.value)
    for param in node.params:
        for place in (param.default, param.annotation):
            if isinstance(place, (ir.Call, ir.Subscript)):
                yield ir.text(place, 400)
    for handler in project.handlers_of(function):
        for use in handler.class_decorators:
            yield _guarding(use.decorator.value)
        for route in handler.routes:
            for ref in (*route.guards, *route.container.guards):
                yield ir.text(ref.expr, 400)
        if handler.view_class is not None:
            yield from _of_view(project, handler.view_class)
    yield node.name


def _of_view(project: Project, cls: ClassRef) -> Iterator[str]:
    """What a view class and its bases are called, and are given as attributes."""
    yield cls.name
    for base in project.resolver.mro(cls):
        if isinstance(base, ClassRef):
            for statement in base.node.body:
                if isinstance(statement, ir.Assign) and statement.value is not None:
                    yield ir.text(statement.value, 400)
        else:
            yield base.name.rpartition(".")[2]


def view_is_for_few(project: Project, cls: ClassRef) -> bool:
    """`is_for_few` of a view class that has no function of its own."""
    return any(_FOR_FEW.search(text) for text in _of_view(project, cls))


def _guarding(decorator: ir.Expr) -> str:
    """The words of a decorator, without the paths and names of routes."""
    if not isinstance(decorator, ir.Call):
        return ir.text(decorator, 400)
    given = [
        arg.value
        for arg in decorator.args
        if not (isinstance(arg.value, ir.Constant) and str(arg.value.value).startswith("/"))
        and arg.keyword not in _ABOUT_ROUTES
    ]
    words = [ir.text(decorator.func, 200)]
    for expr in given:
        for node in ir.walk(expr, into_functions=True):
            if isinstance(node, ir.Name):
                words.append(node.id)
            elif isinstance(node, ir.Attribute):
                words.append(node.attr)
            elif isinstance(node, ir.Constant) and isinstance(node.value, str):
                words.append(node.value)
    return " ".join(words)


_ABOUT_ROUTES = ("path", "rule", "name", "endpoint", "tags", "summary", "methods", "description")


def looked_after(scope: Scope) -> frozenset[str]:
    """The fields that a function sets, takes away, lists or asks about by their names."""
    node = scope.node
    found: set[str] = set()
    for part in ir.walk_body(node.body) if isinstance(node, ir.Function) else ():
        if isinstance(part, ir.Assign):
            for target in part.targets:
                if isinstance(target, ir.Attribute):
                    found.add(target.attr)
                elif isinstance(target, ir.Subscript):
                    found |= _texts(target.index)
        elif isinstance(part, ir.Delete):
            for target in part.targets:
                found |= _texts(target)
        elif isinstance(part, ir.Collection):
            found |= _texts(part)
        elif isinstance(part, ir.Call):
            if isinstance(part.func, ir.Attribute) and part.func.attr in _TAKING_AWAY:
                for argument in part.args:
                    found |= _texts(argument.value)
        elif isinstance(part, (ir.If, ir.Conditional, ir.Assert, ir.While)):
            found |= _texts(part.test)
            found |= {n.attr for n in ir.walk(part.test) if isinstance(n, ir.Attribute)}
    return frozenset(found)


_TAKING_AWAY = frozenset({"pop", "discard", "remove"})


def _texts(expr: ir.Expr) -> set[str]:
    return {
        node.value
        for node in ir.walk(expr)
        if isinstance(node, ir.Constant) and isinstance(node.value, str)
    }
