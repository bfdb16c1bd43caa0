"""Tokens that are looked into before they are verified, or that nobody outside could have sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from routelint.flow.calls import functions_on_the_way
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.tokens import AUDIENCE, EXPIRY
from routelint.model.values import FunctionRef, as_function
from routelint.policies.sites import calls_of, imported_by
from routelint.policies.tokens import SIGNERS, Reading, behind, readings

#: Functions that are not known, and that are given a token to say whether it is good.
_VERIFYING = re.compile(r"verif|validat|authenticat|introspect|check_token|^decode", re.IGNORECASE)
_NOT_VERIFYING = re.compile(r"unverif|no_?verif|without", re.IGNORECASE)
#: What asks the one who makes tokens for one, or makes one.
_FETCHING = re.compile(
    r"^(?:authorize_access_token|fetch_(?:access_)?token|acquire_token\w*|exchange_code\w*|"
    r"get_access_token|refresh_tokens?|create_\w*token|post|request)$"
)
_EXPIRED = re.compile(r"expired", re.IGNORECASE)
#: Claims that say whose key a token wants and when it ends, and not who somebody is.
_IMPERSONAL = frozenset({"iss", "kid", "exp", "iat", "nbf"})
_DEPTH = 3

Way = list[tuple[ir.Stmt, int]]


def is_peek(project: Project, reading: Reading) -> bool:
    """Whether a token that is read without a look at its signature is verified, too, by the same
    function, by what that calls or by all who call it; or comes from where nobody can forge it."""
    function = reading.site.function
    if function is None or reading.token is None:
        return False
    if _asks_for_no_person(function, reading.site.call):
        return True
    return _is_cared_for(project, function, reading.site.call, reading.token, 0)


def _asks_for_no_person(function: FunctionRef, call: ir.Call) -> bool:
    """Whether all that is taken from the claims tells whose key the token wants, or when it ends."""
    body = ir.walk_body(function.node.body, into_functions=True)
    names = {
        node.targets[0].id
        for node in body
        if isinstance(node, ir.Assign)
        and node.value is call
        and isinstance(node.targets[0], ir.Name)
    }
    asked = 0
    for node in body:
        of, key = _claim_of(node)
        if of is call or (isinstance(of, ir.Name) and of.id in names):
            if not isinstance(key, ir.Constant) or key.value not in _IMPERSONAL:
                return False
            asked += 1
    # The assignment itself is one more place with the name.
    uses = sum(isinstance(node, ir.Name) and node.id in names for node in body)
    return asked > 0 and uses in (0, asked + len(names))


def _claim_of(node: ir.Node) -> tuple[ir.Expr | None, ir.Expr | None]:
    """The mapping and the key of `claims["key"]` and `claims.get("key")`."""
    if isinstance(node, ir.Subscript):
        return node.value, node.index
    if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
        if node.func.attr == "get":
            return node.func.value, node.positional(0)
    return None, None


def is_on_the_way(project: Project, reading: Reading) -> bool:
    """Whether a request gets to where the token is read, as far as can be told."""
    function = reading.site.function
    if function is None:
        return False
    steps = functions_on_the_way(project)
    scope: Scope | None = project.scope(function)
    while scope is not None:
        if scope.node is not None and id(scope.node) in steps:
            return True
        scope = scope.parent
    return bool(imported_by(project, function.module))


def _is_cared_for(
    project: Project, function: FunctionRef, at: ir.Call, token: ir.Expr, depth: int
) -> bool:
    if depth > _DEPTH:
        return False
    if _is_verified_beside(project, function, at, token):
        return True
    if _is_foreign(project, function, token, 0):
        return True
    name = behind(token, project.scope(function))
    index = _parameter(function, name)
    if index is None:
        return False
    callers = list(_callers(project, function, index))
    return bool(callers) and all(
        _is_cared_for(project, caller, call, given, depth + 1) for caller, call, given in callers
    )


def _parameter(function: FunctionRef, expr: ir.Expr) -> int | None:
    if isinstance(expr, ir.Name):
        for i, param in enumerate(function.node.params):
            if param.name == expr.id:
                return i
    return None


def _callers(
    project: Project, function: FunctionRef, index: int
) -> Iterator[tuple[FunctionRef, ir.Call, ir.Expr]]:
    """The functions that call one, the calls, and what these give for a parameter."""
    param = function.node.params[index]
    for site in calls_of(project, frozenset({function.node.name})):
        callee = as_function(project.evaluate(site.call.func, site.scope))
        if callee is None or callee != function or site.function is None:
            continue
        bound = isinstance(site.call.func, ir.Attribute) and _has_self(function)
        given = site.call.argument(index - bound, param.name)
        if given is not None:
            yield site.function, site.call, given


def _has_self(function: FunctionRef) -> bool:
    params = function.node.params
    return bool(params) and params[0].name in ("self", "cls")


# --- a look at the signature in the same function -------------------------------------------------
def _is_verified_beside(
    project: Project, function: FunctionRef, at: ir.Call, token: ir.Expr
) -> bool:
    here = _way(function.node.body, at)
    for call in _verifying(project, function, ir.text(token, 400), 0):
        if call is not at and _go_together(here, at, _way(function.node.body, call), call):
            return True
    return False


def _verifying(
    project: Project, function: FunctionRef, token: str, depth: int
) -> Iterator[ir.Call]:
    """The calls of a function that have a token verified."""
    known = _by_call(project)
    scope = project.scope(function)
    for node in ir.nodes_of(function.node.body, ir.Call):
        reading = known.get(id(node))
        if reading is not None:
            if reading.is_verified and reading.token is not None:
                if ir.text(reading.token, 400) == token:
                    yield node
            continue
        given = [a for a in node.args if not a.star and ir.text(a.value, 400) == token]
        if not given:
            continue
        callee = as_function(project.evaluate(node.func, scope))
        if callee is None:
            name = node.func.attr if isinstance(node.func, ir.Attribute) else ir.text(node.func)
            if _VERIFYING.search(name) and not _NOT_VERIFYING.search(name):
                yield node
        elif depth < _DEPTH:
            bound = isinstance(node.func, ir.Attribute) and _has_self(callee)
            for i, param in enumerate(callee.node.params):
                passed = node.argument(i - bound, param.name) if i >= bound else None
                if passed is not None and any(a.value is passed for a in given):
                    if next(_verifying(project, callee, param.name, depth + 1), None):
                        yield node


def _by_call(project: Project) -> dict[int, Reading]:
    return project.memo(
        "token-readings-by-call", lambda: {id(r.site.call): r for r in readings(project)}
    )


def _way(body: tuple[ir.Stmt, ...], node: ir.Expr) -> Way:
    """The statements around an expression, outermost first, each with the number of its branch."""
    for statement in body:
        if not statement.span.contains(node.span):
            continue
        for i, branch in enumerate(_branches(statement)):
            if any(child.span.contains(node.span) for child in branch):
                return [(statement, i), *_way(branch, node)]
        return [(statement, -1)]
    return []


def _branches(statement: ir.Stmt) -> list[tuple[ir.Stmt, ...]]:
    if isinstance(statement, (ir.If, ir.For, ir.While)):
        return [statement.body, statement.orelse]
    if isinstance(statement, ir.With):
        return [statement.body]
    if isinstance(statement, ir.Try):
        handled = [handler.body for handler in statement.handlers]
        return [statement.body, statement.orelse, statement.finalbody, *handled]
    if isinstance(statement, ir.Match):
        return [case.body for case in statement.cases]
    return []


def _go_together(one: Way, peek: ir.Call, other: Way, verified: ir.Call) -> bool:
    """Whether who has come by a look into a token also comes by where it is verified."""
    shared = 0
    for (first, side), (second, other_side) in zip(one, other, strict=False):
        if first is not second:
            break
        if side != other_side:
            if isinstance(first, (ir.If, ir.Match)) and side >= 0 and other_side >= 0:
                return False
            if isinstance(first, ir.Try) and (side > 2) != (other_side > 2):
                # What stands in for a failed verification; a signature is looked at before the expiry.
                return side > 2 and _is_for_expired(first.handlers[side - 3])
            break
        shared += 1
    if _are_alternatives(one, peek, verified):
        return False
    if verified.span.start < peek.span.start:
        return True
    return not any(_leaves(one[i][0], one, i) for i in range(shared, len(one)))


def _is_for_expired(handler: ir.ExceptHandler) -> bool:
    return handler.type is not None and bool(_EXPIRED.search(ir.text(handler.type, 200)))


def _are_alternatives(way: Way, one: ir.Call, other: ir.Call) -> bool:
    """Whether one expression takes either of two calls."""
    if not way:
        return False
    for node in ir.walk(way[-1][0]):
        if isinstance(node, ir.Conditional):
            sides = [node.body.span, node.orelse.span]
        elif isinstance(node, ir.BoolOp):
            sides = [value.span for value in node.values]
        else:
            continue
        mine = [i for i, span in enumerate(sides) if span.contains(one.span)]
        theirs = [i for i, span in enumerate(sides) if span.contains(other.span)]
        if mine and theirs and mine != theirs:
            return True
    return False


def _leaves(statement: ir.Stmt, way: Way, depth: int) -> bool:
    """Whether the function ends with the block in which the statement at `depth` of a way stands."""
    if isinstance(statement, (ir.Return, ir.Raise)):
        return True
    if depth == 0:
        return False
    outer, side = way[depth - 1]
    block = _branches(outer)[side] if side >= 0 else ()
    return bool(block) and isinstance(block[-1], (ir.Return, ir.Raise))


# --- tokens that were not sent by clients ---------------------------------------------------------
def _is_foreign(project: Project, function: FunctionRef, expr: ir.Expr, depth: int) -> bool:
    """Whether a token is taken from the answer to a request that the application itself has made to
    who makes tokens, or was made by the application."""
    if depth > _DEPTH:
        return False
    scope = project.scope(function)
    expr = behind(expr, scope)
    if isinstance(expr, ir.Name):
        bindings = scope.bindings(expr.id)
        if any(b.kind != "value" or b.index is not None for b in bindings):
            return False
        # What the name is given further down is another thing.
        values = [b.value for b in bindings if b.value is not None]
        before = [value for value in values if value.span.start < expr.span.start]
        return bool(before) and all(
            _is_foreign(project, function, value, depth + 1) for value in before
        )
    if isinstance(expr, (ir.Subscript, ir.Attribute)):
        return _is_foreign(project, function, expr.value, depth)
    if not isinstance(expr, ir.Call):
        return False
    callee = as_function(project.evaluate(expr.func, scope))
    if callee is not None:
        returned = [
            node.value
            for node in ir.nodes_of(callee.node.body, ir.Return)
            if node.value is not None
        ]
        return bool(returned) and all(
            _is_foreign(project, callee, value, depth + 1)
            or (isinstance(value, ir.Constant) and value.value is None)
            for value in returned
        )
    name = project.name_of(expr.func, scope)
    if name in SIGNERS or name in ("requests.get", "httpx.get"):
        return True
    if isinstance(expr.func, ir.Attribute):
        if expr.func.attr in ("json", "get", "pop", "text", "strip", "decode"):
            return _is_foreign(project, function, expr.func.value, depth)
        return bool(_FETCHING.match(expr.func.attr))
    return False


# --- checks that are written out ------------------------------------------------------------------
_WRITTEN = {
    EXPIRY: frozenset({"exp", "expires", "expires_at", "exp_time"}),
    AUDIENCE: frozenset({"aud", "azp", "client_id", "audience", "cid"}),
}
#: Functions for which a token that has expired is the point.
_OF_EXPIRED = re.compile(
    r"refresh|expired|log_?out|sign_?out|revoke|blacklist|renew", re.IGNORECASE
)


def looks_itself(project: Project, reading: Reading) -> bool:
    """Whether the code looks by itself at what its library was told not to look at."""
    function = reading.site.function
    words = _WRITTEN.get(reading.unchecked)
    if function is None or words is None:
        return False
    if reading.unchecked == EXPIRY and _OF_EXPIRED.search(function.node.qualname):
        return True
    functions = [function, *(caller for caller in _all_callers(project, function))]
    return any(
        (isinstance(node, ir.Constant) and isinstance(node.value, str) and node.value in words)
        or (isinstance(node, ir.Attribute) and node.attr in words)
        for found in functions
        for node in ir.walk_body(found.node.body, into_functions=True)
    )


def _all_callers(project: Project, function: FunctionRef) -> Iterator[FunctionRef]:
    for site in calls_of(project, frozenset({function.node.name})):
        if site.function is not None:
            if as_function(project.evaluate(site.call.func, site.scope)) == function:
                yield site.function
