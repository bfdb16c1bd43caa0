"""Where JSON Web Tokens are read, and what of them is not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.tokens import AUDIENCE, EXPIRY, SIGNATURE, TokenSwitch
from routelint.model.values import ClassRef, Instance, Known, Member, Symbol, callable_name
from routelint.model.vocabulary import Framework
from routelint.policies.sites import Site, active, calls_of, frameworks_at

#: Further parts of a token that may be left unchecked: with which algorithms it may be signed, and by
#: whom these are chosen.
ALGORITHMS, CHOSEN, UNSIGNED = "algorithms", "chosen", "unsigned"

#: The options of PyJWT and python-jose, the weightier one first.
_OPTIONS = {"verify_signature": SIGNATURE, "verify_exp": EXPIRY, "verify_aud": AUDIENCE}
_NONE = frozenset({"none", "None", "NONE"})
_TYPED = re.compile(r"jwk|signing_key|public|cert|\bkid\b|key_?set", re.IGNORECASE)


@dataclass(frozen=True)
class Library:
    """How the calls of a library read tokens.

    `options` is the position of a dictionary of options (keyword `options`), `verify` the position of
    `verify=` (keyword), `algorithms` that of the algorithms (keyword). `verify_until` and
    `any_algorithm_until` are the versions of `package` from which on `verify=False` is ignored, and
    missing algorithms are an error; () for never. `unsigned`: the algorithm "none" means what it says.
    `lasting`: the expiry is looked at by a call of its own.
    """

    package: str
    key: int | None = 1
    options: int | None = None
    verify: int | None = None
    algorithms: int | None = None
    verify_until: tuple[int, ...] = (0,)
    any_algorithm_until: tuple[int, ...] = (0,)
    unsigned: bool = False
    lasting: bool = False
    never: bool = False


# https://pyjwt.readthedocs.io/en/stable/api.html ; 2.0 ignores `verify` and wants `algorithms`:
# https://pyjwt.readthedocs.io/en/stable/changelog.html#v2-0-0
_PYJWT = Library("pyjwt", 1, 3, 4, 2, verify_until=(2,), any_algorithm_until=(2,))
# https://python-jose.readthedocs.io/en/latest/jwt/api.html : `algorithms=None` takes all of them.
_JOSE = Library("python-jose", 1, 3, None, 2, any_algorithm_until=())
_JOSE_JWS = Library("python-jose", 1, None, 3, 2, verify_until=(), any_algorithm_until=())
_PEEK = Library("python-jose", None, never=True)
# https://docs.authlib.org/en/latest/jose/jwt.html : `decode()` never looks at `exp`, `validate()` does.
_AUTHLIB = Library("authlib", 1, lasting=True)
# https://jose.authlib.org/en/guide/jwt/
_JOSERFC = Library("joserfc", 1, None, None, 2, unsigned=True, lasting=True)

LIBRARIES: Mapping[str, Library] = {
    "jwt.decode": _PYJWT,
    "jwt.decode_complete": _PYJWT,
    **{
        f"{owner}.{name}": _PYJWT
        for owner in ("jwt.PyJWT", "jwt.api_jwt.PyJWT", "jwt.PyJWS", "jwt.api_jws.PyJWS")
        for name in ("decode", "decode_complete")
    },
    **{
        f"jwt.{module}.{name}": _PYJWT
        for module in ("api_jwt", "api_jws")
        for name in ("decode", "decode_complete")
    },
    "jose.jwt.decode": _JOSE,
    "jose.jws.verify": _JOSE_JWS,
    "jose.jwt.get_unverified_claims": _PEEK,
    "jose.jws.get_unverified_claims": _PEEK,
    "authlib.jose.jwt.decode": _AUTHLIB,
    "authlib.jose.JsonWebToken.decode": _AUTHLIB,
    "joserfc.jwt.decode": _JOSERFC,
    "joserfc.jws.extract_compact": Library("joserfc", None, never=True),
}
#: Classes that are given the algorithms which their objects accept -> the position.
_MAKERS = {"authlib.jose.JsonWebToken": 0, "authlib.jose.rfc7519.JsonWebToken": 0}
#: The classes of PyJWT, with the position of the options that their objects are made with.
_READERS = {"PyJWT": 0, "PyJWS": 1}
#: What gives the head of a token, which nobody has signed yet.
HEADS = frozenset(
    {
        "jwt.get_unverified_header",
        "jwt.PyJWT.get_unverified_header",
        "jose.jwt.get_unverified_header",
        "jose.jwt.get_unverified_headers",
        "jose.jws.get_unverified_header",
        "jose.jws.get_unverified_headers",
    }
)
#: The last parts of these names.
_CALLED = frozenset(name.rpartition(".")[2] for name in LIBRARIES)


@dataclass(frozen=True, eq=False)
class Reading:
    """A call that reads a token (`token` is None where it will be read by what the call makes).

    `unchecked` is what of it is not looked at, "" for nothing; `cause` the expression that says so, in
    the scope in which that stands. `key` and `algorithms` are those given.
    """

    site: Site
    token: ir.Expr | None
    unchecked: str
    cause: Ref
    framework: Framework | None
    library: Library | None = None

    @property
    def is_verified(self) -> bool:
        """Whether who signed the token is looked at."""
        return self.unchecked not in (SIGNATURE, UNSIGNED)


def readings(project: Project) -> list[Reading]:
    """All places that read tokens, also those at which nothing is amiss."""
    return project.memo("token-readings", lambda: list(_readings(project)))


def _readings(project: Project) -> Iterator[Reading]:
    switches = {n: (f, s) for f in active(project) for n, s in f.tokens.calls.items()}
    names = _CALLED | {n.rpartition(".")[2] for n in (*switches, *_MAKERS)}
    for site in calls_of(project, frozenset(names)):
        name = _callee(project, site)
        if name in LIBRARIES:
            yield _of_library(project, site, LIBRARIES[name])
        elif name in switches:
            framework, found = switches[name]
            yield from _of_switches(project, site, framework, found)
        elif name in _MAKERS:
            given = site.call.argument(_MAKERS[name], "algorithms")
            none = _unsigned(project, given, site.scope)
            if none is not None:
                yield Reading(site, None, UNSIGNED, none, _framework(project, site))


def _callee(project: Project, site: Site) -> str:
    func = site.call.func
    value = project.evaluate(func.value if isinstance(func, ir.Subscript) else func, site.scope)
    if isinstance(value, ClassRef):
        known = (n for n in project.resolver.class_names(value) if "." in n)
        return next(known, "")
    return callable_name(value) or ""


def _framework(project: Project, site: Site) -> Framework | None:
    return next(iter(frameworks_at(project, site.scope, site.function)), None)


def _of_library(project: Project, site: Site, library: Library) -> Reading:
    call, scope = site.call, site.scope
    here = Ref(call, scope)
    framework = _framework(project, site)
    token = call.positional(0)
    if token is None:
        keywords = (a for a in call.args if a.keyword in ("jwt", "token", "jws", "s", "value"))
        token = next((a.value for a in keywords), None)

    def found(unchecked: str, cause: Ref = here) -> Reading:
        return Reading(site, token, unchecked, cause, framework, library)

    if library.never:
        return found(SIGNATURE)
    if library.options is not None:
        options = {
            **_made_with(project, call, scope),
            **_options(project, call.argument(library.options, "options"), scope),
        }
        for name, unchecked in _OPTIONS.items():
            if name in options:
                return found(unchecked, options[name])
    version = project.version(library.package)
    if library.verify is not None and _holds(version, library.verify_until):
        verify = call.argument(library.verify, "verify")
        if verify is None and library.package == "pyjwt":
            # `decode(jwt, key, verify, algorithms)` until 2.0.
            verify = call.positional(2)
        if verify is not None and project.resolver.constant(verify, scope) is False:
            return found(SIGNATURE, Ref(verify, scope))
    if library.algorithms is not None:
        place = library.algorithms
        given = call.argument(place, "algorithms")
        if given is None and any(arg.star for arg in call.args):
            return found("")
        none = _unsigned(project, given, scope) if library.unsigned else None
        if none is not None:
            return found(UNSIGNED, none)
        missing = given is None or (isinstance(given, ir.Constant) and given.value is None)
        if missing and _holds(version, library.any_algorithm_until):
            return found(ALGORITHMS)
        chosen = None if given is None else _chosen(project, given, scope)
        key = call.argument(library.key, "key")
        if chosen is not None and not _is_typed(key, scope):
            return found(CHOSEN, Ref(chosen, scope))
    return found("")


def _holds(version: tuple[int, ...], until: tuple[int, ...]) -> bool:
    return not until or version < until


def _made_with(project: Project, call: ir.Call, scope: Scope) -> dict[str, Ref]:
    """The options that the object whose method is called was made without. `PyJWT` looks at the
    signature all the same."""
    value = project.evaluate(call.func, scope)
    maker = value.receiver if isinstance(value, Member) else None
    if not isinstance(maker, Instance) or maker.call is None or not isinstance(maker.cls, Symbol):
        return {}
    name = maker.cls.name.rpartition(".")[2]
    if name not in _READERS:
        return {}
    given = maker.call.argument(_READERS[name], "options")
    found = _options(project, given, maker.scope or scope)
    return {k: v for k, v in found.items() if name == "PyJWS" or k != "verify_signature"}


def _options(project: Project, given: ir.Expr | None, scope: Scope) -> dict[str, Ref]:
    """The options that are switched off, and where."""
    if given is None:
        return {}
    value = project.evaluate(given, scope)
    if isinstance(value, Known) and isinstance(value.expr, ir.Dictionary):
        return {
            name: Ref(item, value.scope)
            for key, item in value.expr.items
            if key is not None
            and isinstance(name := project.resolver.constant(key, value.scope), str)
            and project.resolver.constant(item, value.scope) is False
        }
    if isinstance(given, ir.Call) and ir.dotted(given.func) == "dict":
        return {
            arg.keyword: Ref(arg.value, scope)
            for arg in given.args
            if arg.keyword and project.resolver.constant(arg.value, scope) is False
        }
    return {}


def _unsigned(project: Project, given: ir.Expr | None, scope: Scope) -> Ref | None:
    """The text "none" in a list of algorithms."""
    value = project.evaluate(given, scope) if given is not None else None
    expr, where = (value.expr, value.scope) if isinstance(value, Known) else (given, scope)
    items = expr.items if isinstance(expr, ir.Collection) else (expr,)
    for item in items:
        if item is not None and project.resolver.constant(item, where) in _NONE:
            return Ref(item, where)
    return None


def _chosen(project: Project, given: ir.Expr, scope: Scope) -> ir.Expr | None:
    """The algorithm that the token names itself, where nobody compares it with anything."""
    items = given.items if isinstance(given, ir.Collection) else (given,)
    if len(items) != 1:
        return None
    item = behind(items[0], scope)
    head = _item_of(item, "alg")
    if head is None:
        return None
    source = behind(head, scope)
    if not isinstance(source, ir.Call) or project.name_of(source.func, scope) not in HEADS:
        return None
    function = scope.function_scope()
    if function is None or not isinstance(function.node, ir.Function):
        return None
    names = {items[0].id} if isinstance(items[0], ir.Name) else set()
    for node in ir.walk_body(function.node.body):
        for test in _tests(node):
            for part in ir.walk(test):
                if isinstance(part, ir.Name) and part.id in names:
                    return None
                if isinstance(part, (ir.Subscript, ir.Call)) and _item_of(part, "alg") is not None:
                    return None
    return items[0]


def _tests(node: ir.Node) -> tuple[ir.Expr, ...]:
    """What is asked by a statement or an expression."""
    if isinstance(node, ir.Compare):
        return (node,)
    if isinstance(node, (ir.If, ir.While, ir.Assert, ir.Conditional)):
        return (node.test,)
    return ()


def _is_typed(key: ir.Expr | None, scope: Scope) -> bool:
    """Whether a key is one of those that an issuer publishes, each for an algorithm of its own."""
    if key is None:
        return False
    texts = [ir.text(key, 400), ir.text(behind(key, scope), 400)]
    if isinstance(key, ir.Attribute):
        texts.append(ir.text(behind(key.value, scope), 400))
    return any(_TYPED.search(text) for text in texts)


def behind(expr: ir.Expr, scope: Scope) -> ir.Expr:
    """What the only assignment to a local name gives it; anything else as it is."""
    for _ in range(4):
        if isinstance(expr, ir.Await):
            expr = expr.value
        if not isinstance(expr, ir.Name):
            return expr
        bindings = scope.bindings(expr.id)
        if len(bindings) != 1 or bindings[0].kind != "value" or bindings[0].index is not None:
            return expr
        if bindings[0].value is None:
            return expr
        expr = bindings[0].value
    return expr


def _item_of(expr: ir.Expr, key: str) -> ir.Expr | None:
    """`x` of `x["key"]` and `x.get("key")`."""
    if isinstance(expr, ir.Subscript):
        index: ir.Expr | None = expr.index
        of = expr.value
    elif isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        if expr.func.attr != "get":
            return None
        index, of = expr.positional(0), expr.func.value
    else:
        return None
    return of if isinstance(index, ir.Constant) and index.value == key else None


def _of_switches(
    project: Project, site: Site, framework: Framework, switches: tuple[TokenSwitch, ...]
) -> Iterator[Reading]:
    for switch in switches:
        keyword, index = switch.argument
        given = site.call.argument(index, keyword)
        token = None
        if switch.token is not None:
            token = site.call.argument(switch.token[1], switch.token[0])
            if token is None:
                continue
        off = given is not None and project.resolver.constant(given, site.scope) is switch.value
        if off and given is not None:
            yield Reading(site, token, switch.unchecked, Ref(given, site.scope), framework)
        elif token is not None:
            yield Reading(site, token, "", Ref(site.call, site.scope), framework)


#: What makes tokens.
SIGNERS = frozenset(
    {"jwt.encode", "jose.jwt.encode", "jwt.PyJWT.encode", "jwt.api_jwt.encode", "jose.jws.sign"}
)


def signed_with(project: Project, site: Site) -> str:
    """The one algorithm with which the module of a call signs tokens, "" when it is not known."""
    found: set[object] = set()
    for other in calls_of(project, frozenset({"encode", "sign"})):
        if other.scope.module is not site.scope.module:
            continue
        if project.name_of(other.call.func, other.scope) in SIGNERS:
            given = other.call.argument(2, "algorithm")
            # All of these libraries sign with HS256 when nothing is said.
            found.add("HS256" if given is None else project.resolver.constant(given, other.scope))
    only = found.pop() if len(found) == 1 else ""
    return only if isinstance(only, str) else ""
