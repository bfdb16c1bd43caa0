"""What is written into signed tokens, and what is taken out of them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import Instance, Member, Symbol, Value, as_function, callable_name
from routelint.policies.inputs import Reading, Texts

#: Canonical callee -> the keyword and the position of what is signed.
_WRITERS: Mapping[str, tuple[str, int]] = {
    **{
        f"jwt.{name}encode": ("payload", 0) for name in ("", "PyJWT.", "api_jwt.", "api_jwt.PyJWT.")
    },
    "jose.jwt.encode": ("claims", 0),
    "authlib.jose.jwt.encode": ("payload", 1),
    "authlib.jose.JsonWebToken.encode": ("payload", 1),
    "joserfc.jwt.encode": ("claims", 1),
}
#: Canonical names of what gives the claims of a token.
_READERS = frozenset(
    {
        *(name.replace("encode", "decode") for name in _WRITERS if name != "joserfc.jwt.encode"),
        "jwt.decode_complete.[]",
        "joserfc.jwt.decode.claims",
    }
)
#: The last parts of the names of the functions that read tokens.
READING = frozenset({"decode", "decode_complete", "loads", "unsign"})
#: https://itsdangerous.palletsprojects.com/en/stable/serializer/ : what is signed with one salt is not
#: taken where another one is asked for.
_SERIALIZED = "itsdangerous."
_SERIALIZERS = {"dumps": "obj", "sign": "value"}
_DESERIALIZERS = frozenset({"loads", "unsign"})
_COPIES = frozenset({"builtins.dict", "copy.copy", "copy.deepcopy"})
_ITEMS = frozenset({"get", "pop"})
#: They say for whom a token holds, and until when: https://www.rfc-editor.org/rfc/rfc7519#section-4.1
_REGISTERED = frozenset({"iss", "sub", "aud", "exp", "nbf", "iat", "jti"})


@dataclass(frozen=True)
class Slot:
    """A place in the tokens of one kind: the value of `key`, or with "" all that is signed. `family`
    tells tokens apart of which one is not taken for the other."""

    family: str
    key: str


def payload_family(project: Project, expr: ir.Expr, scope: Scope) -> str:
    """The family of the token of which an expression is the payload, "" for everything else."""
    value = project.evaluate(expr, scope)
    name = _name(value)
    if name in _READERS:
        return "jwt"
    owner, _, method = name.rpartition(".")
    if owner.startswith(_SERIALIZED) and method in _DESERIALIZERS and isinstance(value, Instance):
        return _salted(project, value.receiver, value.call, value.scope)
    return ""


def reads_token(project: Project, call: ir.Call, scope: Scope) -> bool:
    """Whether a call gives the payload of a token, or what has it as an item or attribute."""
    if payload_family(project, call, scope):
        return True
    name = _name(project.evaluate(call, scope))
    return any(reader.startswith(f"{name}.") for reader in _READERS) if name else False


def slot_read(
    project: Project, expr: ir.Expr, scope: Scope, payloads: frozenset[str] = frozenset()
) -> Slot | None:
    """The slot that `claims["file"]` or `claims.get("file")` reads, or `serializer.loads(token)`;
    `payloads` are names that hold the payload of a JSON Web Token."""
    item = _item_of(expr)
    if item is not None:
        named = isinstance(item[0], ir.Name) and item[0].id in payloads
        family = "jwt" if named else payload_family(project, item[0], scope)
        key = project.resolver.constant(item[1], scope) if family else None
        return Slot(family, key) if isinstance(key, str) and key not in _REGISTERED else None
    family = payload_family(project, expr, scope) if isinstance(expr, ir.Call) else ""
    return Slot(family, "") if family and family != "jwt" else None


def _item_of(expr: ir.Expr) -> tuple[ir.Expr, ir.Expr] | None:
    """The mapping and the key of `x["key"]`, `x.get("key")` and `x.pop("key")`."""
    if isinstance(expr, ir.Subscript):
        return expr.value, expr.index
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        key = expr.positional(0)
        if expr.func.attr in _ITEMS and key is not None:
            return expr.func.value, key
    return None


def signed_by(project: Project, call: ir.Call, scope: Scope) -> tuple[str, ir.Expr] | None:
    """The family of the token that a call makes, and what is signed in it."""
    func = project.evaluate(call.func, scope)
    name = callable_name(func) or ""
    if name in _WRITERS:
        keyword, index = _WRITERS[name]
        payload = call.argument(index, keyword)
        return None if payload is None else ("jwt", payload)
    owner, _, method = name.rpartition(".")
    if owner.startswith(_SERIALIZED) and method in _SERIALIZERS and isinstance(func, Member):
        payload = call.argument(0, _SERIALIZERS[method])
        return None if payload is None else (_salted(project, func.receiver, call, scope), payload)
    return None


def _name(value: Value | None) -> str:
    if isinstance(value, Instance):
        return value.cls.name if isinstance(value.cls, Symbol) else ""
    return callable_name(value) or ""


def _salted(
    project: Project, maker: Value | None, call: ir.Call | None, scope: Scope | None
) -> str:
    salt = None if call is None else call.keyword("salt")
    if salt is None and isinstance(maker, Instance) and maker.call is not None:
        salt, scope = maker.call.argument(1, "salt"), maker.scope
    if salt is None or scope is None:
        return _SERIALIZED
    constant = project.resolver.constant(salt, scope)
    return _SERIALIZED + (ir.text(salt) if constant is None else repr(constant))


class TokenTexts(Texts):
    """`Texts` in which nothing but the value of one slot counts. `payloads` are the parameters that hold
    the payload of a token, `givers` the functions (the identities of their nodes) that give the value."""

    def __init__(
        self,
        project: Project,
        reading: Reading,
        slot: Slot,
        payloads: frozenset[str] = frozenset(),
        givers: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(project, reading)
        self.slot = slot
        self.payloads = payloads
        self.givers = givers

    def _is_client(self, expr: ir.Attribute | ir.Subscript | ir.Call, scope: Scope) -> bool:
        if isinstance(expr, ir.Attribute):
            return False
        if isinstance(expr, ir.Call) and self.givers:
            callee = as_function(self.project.evaluate(expr.func, scope))
            if callee is not None and id(callee.node) in self.givers:
                return True
        return slot_read(self.project, expr, scope, self.payloads) == self.slot


def carried(
    texts: Texts, expr: ir.Expr, given: frozenset[tuple[str, str]], depth: int = 0
) -> dict[str, ir.Expr]:
    """For each key of a dictionary, as far as it is known, the text of the client's that its value is
    made of; with "" that of an expression which is no dictionary. `given`: parameters that hold a
    dictionary with such a text, and the key."""
    inner = depth + 1
    if depth > 6:
        return {}
    if isinstance(expr, ir.Dictionary):
        found: dict[str, ir.Expr] = {}
        for key, value in expr.items:
            if key is None:
                found |= carried(texts, value, given, inner)
            else:
                found |= _item(texts, key, value)
        return found
    if isinstance(expr, ir.Name):
        return _of_name(texts, expr, given, inner)
    if isinstance(expr, ir.BinaryOp) and expr.op == "|":
        return carried(texts, expr.left, given, inner) | carried(texts, expr.right, given, inner)
    if isinstance(expr, ir.Call):
        if isinstance(expr.func, ir.Attribute) and expr.func.attr == "copy" and not expr.args:
            return carried(texts, expr.func.value, given, inner)
        name = texts.project.name_of(expr.func, texts.scope)
        if name in _COPIES and expr.args:
            return _of_arguments(texts, expr, given, inner)
    source = texts.source(expr)
    return {} if source is None else {"": source}


def _of_name(
    texts: Texts, name: ir.Name, given: frozenset[tuple[str, str]], depth: int
) -> dict[str, ir.Expr]:
    found: dict[str, ir.Expr] = {key: name for param, key in given if param == name.id}
    for binding in texts.scope.bindings(name.id):
        if binding.kind == "value" and binding.value is not None and binding.index is None:
            found |= carried(texts, binding.value, given, depth)
    body = texts.reading.function.node.body
    for node in ir.nodes_of(body, ir.Assign):
        for target in node.targets if node.value is not None else ():
            if isinstance(target, ir.Subscript) and ir.dotted(target.value) == name.id:
                assert node.value is not None
                found |= _item(texts, target.index, node.value)
    for call in ir.nodes_of(body, ir.Call):
        if ir.dotted(call.func) == f"{name.id}.update":
            found |= _of_arguments(texts, call, given, depth)
    if not found:
        source = texts.source(name)
        return {} if source is None else {"": source}
    return found


def _of_arguments(
    texts: Texts, call: ir.Call, given: frozenset[tuple[str, str]], depth: int
) -> dict[str, ir.Expr]:
    found: dict[str, ir.Expr] = {}
    for arg in call.args:
        if arg.keyword is None:
            found |= carried(texts, arg.value, given, depth)
        else:
            source = texts.source(arg.value)
            if source is not None:
                found[arg.keyword] = source
    return found


def _item(texts: Texts, key: ir.Expr, value: ir.Expr) -> dict[str, ir.Expr]:
    text = texts.project.resolver.constant(key, texts.scope)
    source = texts.source(value) if isinstance(text, str) else None
    return {} if source is None or not isinstance(text, str) else {text: source}
