"""What clients say of themselves in the headers that proxies write, as far as functions pass it on.

Proxies append the address from which they were asked, so that only the last entries are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from routelint.findings import Location, Related, Span
from routelint.model import ir
from routelint.model.app import Ref
from routelint.model.project import Project
from routelint.model.scopes import Binding, Scope, local_names
from routelint.model.values import FunctionRef, Member, Symbol, as_function
from routelint.policies.sites import active, calls_of, words_of

#: What no proxy in front takes away: it is passed on, or added to. Headers that the usual settings of
#: proxies overwrite (X-Real-IP, CF-Connecting-IP, True-Client-IP) are not among them.
_ADDRESSES = frozenset(
    {"x-forwarded-for", "x-client-ip", "client-ip", "x-cluster-client-ip", "x-originating-ip"}
    | {"x-remote-ip", "x-remote-addr", "x-original-forwarded-for"}
)
_HOSTS = frozenset({"x-forwarded-host", "x-forwarded-server", "x-original-host"})
_ENVIRON = re.compile(r"^http_", re.I)
_GETTERS = frozenset(
    {"get", "getlist", "get_all", "getall", "getone", "get_list", "get_header", "pop", "header"}
)
_ALL = frozenset({"getlist", "get_all", "getall", "get_list"})
_SAME = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "encode", "decode", "replace"}
)
_SAME_ARGUMENT = frozenset(
    {"builtins.str", "builtins.next", "builtins.iter", "ipaddress.ip_address", "typing.cast"}
    | {"ipaddress.IPv4Address", "ipaddress.IPv6Address", "netaddr.IPAddress", "builtins.bytes"}
)
_LISTS = frozenset({"builtins.list", "builtins.tuple", "builtins.iter"})
#: What a text that is counted by may be made of, besides, and by what methods.
_MADE_OF = frozenset(
    {"hashlib.md5", "hashlib.sha1", "hashlib.sha256", "urllib.parse.quote", "ipaddress.ip_network"}
)
_MIXED = frozenset({"join", "format"})
_DIGESTS = frozenset({"digest", "hexdigest"})
#: A function that knows its proxies takes from the header what these have put there.
_TRUST = re.compile(r"trust|prox(?:y|ies)", re.IGNORECASE)
_TRUSTING = frozenset({"trust", "trusted", "trusts", "proxy", "proxies", "proxied", "behind"})
_PEERS = frozenset({"remote_addr", "client_address", "remote_ip", "peername", "client_addr"})
_PEER_WORDS = frozenset({"REMOTE_ADDR", "peername"})
_DEPTH = 10
#: Identifiers in which the name of such a header may hide.
_NAMES_HEADER = re.compile(r"FORWARDED|HEADER|_IP$|IP_")


@dataclass(frozen=True, eq=False)
class Claim:
    """A text in which a client may have written what it likes. `kind` is "address" or "host"; `name` is
    the header or attribute that it was read from at `origin`, and `here` the expression by which it
    comes into a function; `many`: a list, in which the client's comes first; `picked`: one of such a
    list, not always the first one. `trail` are the calls that hand it on."""

    kind: str
    name: str
    origin: Ref
    here: Ref
    many: bool = False
    picked: bool = False
    trail: tuple[Related, ...] = ()


def header_kind(text: object) -> str:
    """The kind of what a header of that name holds, "" for other headers; WSGI names are read too."""
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    if not isinstance(text, str):
        return ""
    name = _ENVIRON.sub("", text).replace("_", "-").lower()
    return "address" if name in _ADDRESSES else "host" if name in _HOSTS else ""


class Claims:
    """What of one function's expressions is a claim of the client's. `given` are those that its
    parameters hold, `headers` the names of headers that they hold."""

    #: Whether an option of the server makes claims of what it gives as the address.
    believes_switches = True

    def __init__(
        self,
        project: Project,
        function: FunctionRef,
        given: Mapping[str, Claim] | None = None,
        headers: Mapping[str, str] | None = None,
        depth: int = 0,
    ) -> None:
        self.project = project
        self.function = function
        self.scope = project.scope(function)
        self.given = dict(given or {})
        self.headers = dict(headers or {})
        self.depth = depth
        self._active: set[int] = set()
        self._cuts = 0
        self._known: dict[tuple[int, int], tuple[ir.Expr, Claim | None]] = {}
        self._unsure: list[tuple[int, int]] = []
        self._elements, self._pairs = _clauses(self)
        self._checked: bool | None = None

    @property
    def checked(self) -> bool:
        """Whether the function asks who has sent the header, or whether a proxy is in front."""
        if self._checked is None:
            self._checked = False
            self._checked = self._is_checked()
        return self._checked

    def _is_checked(self) -> bool:
        return any(self._asks_for_sender(test) for test in _tests(self.function.node.body))

    def of(self, expr: ir.Expr | None, scope: Scope | None = None) -> Claim | None:
        """The claim that an expression is, or may be; None for all that is not known to be one."""
        if expr is None:
            return None
        scope = scope or self.scope
        key = (id(expr), id(scope))
        if key in self._known:
            return self._known[key][1]
        if id(expr) in self._active or len(self._active) > _DEPTH:
            self._cuts += 1
            return None
        cuts = self._cuts
        self._active.add(id(expr))
        try:
            claim = self._of(expr, scope)
        finally:
            self._active.discard(id(expr))
        self._known[key] = (expr, claim)
        if claim is None and self._cuts > cuts:
            self._unsure.append(key)
        if not self._active:
            # What was not found because of a cycle may be found from elsewhere.
            for other in self._unsure:
                if other != key:
                    self._known.pop(other, None)
            self._unsure.clear()
        return claim

    def _of(self, expr: ir.Expr, scope: Scope) -> Claim | None:
        if isinstance(expr, ir.Name):
            return self._of_name(expr, scope)
        if isinstance(expr, (ir.Await, ir.NamedExpr, ir.Starred)):
            return self.of(expr.value, scope)
        if isinstance(expr, ir.BoolOp):
            return next((c for v in expr.values if (c := self.of(v, scope)) is not None), None)
        if isinstance(expr, ir.Conditional):
            return self.of(expr.body, scope) or self.of(expr.orelse, scope)
        if isinstance(expr, ir.FormattedString):
            return self.of(expr.parts[0], scope) if len(expr.parts) == 1 else None
        if isinstance(expr, ir.Subscript):
            return self._of_item(expr, scope)
        if isinstance(expr, ir.Comprehension):
            element = self.of(expr.elements[0], scope) if len(expr.elements) == 1 else None
            return None if element is None else replace(element, many=True, picked=False)
        if isinstance(expr, ir.Attribute):
            return self._of_attribute(expr, scope)
        if isinstance(expr, ir.Call):
            return self._of_call(expr, scope)
        return None

    def _read(self, kind: str, name: str, expr: ir.Expr, scope: Scope, many: bool = False) -> Claim:
        here = Ref(expr, scope)
        return Claim(kind, name, here, here, many)

    def _of_item(self, expr: ir.Subscript, scope: Scope) -> Claim | None:
        header = self._header(expr.index, scope)
        if header:
            return self._read(header_kind(header), header, expr, scope)
        claim = self.of(expr.value, scope)
        if claim is None or not claim.many:
            return None
        if isinstance(expr.index, ir.Slice):
            first = expr.index.parts[0] if expr.index.parts else None
            return claim if first is None and len(expr.index.parts) < 3 else None
        index = self.project.resolver.constant(expr.index, scope)
        return replace(claim, many=False) if index == 0 and index is not False else None

    def _of_attribute(self, expr: ir.Attribute, scope: Scope) -> Claim | None:
        if expr.attr in _attributes(self.project):
            value = self.project.evaluate(expr, scope)
            name = value.name if isinstance(value, (Member, Symbol)) else ""
            shown = ir.text(expr)
            for framework in active(self.project):
                table = framework.forwarding
                if name in table.hosts:
                    return self._read("host", shown, expr, scope)
                if name in table.addresses or name in table.routes:
                    return self._read("address", shown, expr, scope, name in table.routes)
            switch = _switched(self.project).get(name) if self.believes_switches else None
            if switch is not None:
                return Claim("address", shown, switch, switch)
        function = as_function(self.project.evaluate(expr, scope))
        if function is not None and _is_property(function):
            return self._returned(function, {}, {}, expr)
        return None

    def _of_call(self, call: ir.Call, scope: Scope) -> Claim | None:
        func = call.func
        first = call.positional(0)
        if isinstance(func, ir.Attribute):
            if func.attr in _GETTERS or func.attr.startswith("get_"):
                header = self._header(first, scope)
                if header:
                    many = func.attr in _ALL
                    return self._read(header_kind(header), header, call, scope, many)
            if func.attr in _SAME:
                return self.of(func.value, scope)
            if func.attr in ("split", "partition") and call.args:
                claim = self.of(func.value, scope)
                return None if claim is None else replace(claim, many=True)
        name = self.project.name_of(func, scope)
        if name in _SAME_ARGUMENT or name in _LISTS:
            claim = self.of(call.positional(1 if name == "typing.cast" else 0), scope)
            if claim is not None and name == "builtins.next":
                return replace(claim, many=False)
            return claim
        if name == "builtins.map":
            return self.of(call.positional(1), scope)
        callee = as_function(self.project.evaluate(func, scope))
        if callee is None or self.depth > 3 or callee.node.is_generator:
            return None
        return self._returned(callee, *self.handed(call, callee, scope), call)

    def handed(
        self, call: ir.Call, callee: FunctionRef, scope: Scope | None = None
    ) -> tuple[dict[str, Claim], dict[str, str]]:
        """The claims, and the names of headers, that a call gives to the parameters of a function."""
        scope = scope or self.scope
        params = [p for p in callee.node.params if p.kind not in ("*", "**")]
        if params and params[0].name in ("self", "cls") and isinstance(call.func, ir.Attribute):
            params = params[1:]
        claims: dict[str, Claim] = {}
        headers: dict[str, str] = {}
        for i, param in enumerate(params):
            given = call.argument(None if param.kind == "keyword-only" else i, param.name)
            claim = self.of(given, scope)
            header = self._header(given, scope)
            if claim is not None:
                claims[param.name] = claim
            if header:
                headers[param.name] = header
        return claims, headers

    def _returned(
        self,
        callee: FunctionRef,
        claims: dict[str, Claim],
        headers: dict[str, str],
        place: ir.Expr,
    ) -> Claim | None:
        """The claim that a function of the project gives back."""
        if self.depth > 3:
            return None
        if not claims and not headers:
            found = self.project.guarded_memo(
                f"claims-returned:{type(self).__name__}:{id(callee.node)}",
                None,
                lambda: type(self)(self.project, callee, depth=self.depth + 1).given_back(),
            )
        else:
            found = type(self)(self.project, callee, claims, headers, self.depth + 1).given_back()
        if found is None:
            return None
        label = f"`{callee.name}` hands it on"
        step = Related(Location(self.function.module.path, place.span), label)
        here = Ref(place, self.scope)
        return replace(found, here=here, trail=(*found.trail, step))

    def given_back(self) -> Claim | None:
        """The claim that the function returns, if nobody looks who has sent it."""
        if self.checked:
            return None
        for node in ir.nodes_of(self.function.node.body, ir.Return):
            found = self.of(node.value)
            if found is not None:
                return found
        return None

    # --- names ------------------------------------------------------------------------------------
    def _of_name(self, name: ir.Name, scope: Scope) -> Claim | None:
        if name.id in self._pairs:
            return self._pairs[name.id]
        around = [e for e in self._elements.get(name.id, ()) if e[0].contains(name.span)]
        if around:
            return self._picked(max(around, key=lambda e: e[0].start)[1], scope)
        current: Scope | None = scope
        while current is not None and not current.bindings(name.id):
            current = current.parent
        if current is None or not isinstance(current.node, ir.Function):
            return None
        bindings = current.bindings(name.id)
        for binding in bindings:
            claim = self._of_binding(binding, name, current)
            if claim is not None:
                return None if any(self._narrows(b.value, current) for b in bindings) else claim
        return None

    def _narrows(self, value: ir.Expr | None, scope: Scope) -> bool:
        """Whether something in an expression takes of a claim what proxies have appended."""
        return value is not None and any(
            isinstance(part, ir.Subscript)
            and not self._is_first(part, scope)
            and any(
                isinstance(n, (ir.Call, ir.Name, ir.Attribute)) and self.of(n, scope) is not None
                for n in ir.walk(part.value)
            )
            for part in ir.walk(value)
        )

    def _is_first(self, item: ir.Subscript, scope: Scope) -> bool:
        """Whether it is not counted from the end, or from a place in the middle."""
        if isinstance(item.index, ir.Slice):
            return not item.index.parts or item.index.parts[0] is None
        index = self.project.resolver.constant(item.index, scope)
        return isinstance(index, (str, bytes)) or index == 0

    def _of_binding(self, binding: Binding, name: ir.Name, scope: Scope) -> Claim | None:
        if binding.kind == "parameter" and isinstance(binding.node, ir.Parameter):
            if scope.node is self.function.node:
                return self.given.get(name.id) or self._of_parameter(binding.node, scope)
            return None
        if binding.kind == "element":
            return self._picked(binding.value, scope)
        if binding.kind != "value" or binding.value is None:
            return None
        claim = self.of(binding.value, scope)
        if claim is None or binding.index is None:
            return claim
        return replace(claim, many=False) if claim.many and binding.index == 0 else None

    def _picked(self, iterated: ir.Expr | None, scope: Scope) -> Claim | None:
        claim = self.of(iterated, scope)
        return replace(claim, many=False, picked=True) if claim is not None and claim.many else None

    def _of_parameter(self, param: ir.Parameter, scope: Scope) -> Claim | None:
        """A parameter of a handler that the framework takes from a header."""
        handlers = self.project.handlers_of(self.function)
        tables = [h.framework.forwarding.parameters for h in handlers]
        known = {name: key for table in tables for name, key in table.items()}
        if not known:
            return None
        outer = self.function.scope
        places = [param.default, *(ir.walk(param.annotation) if param.annotation else ())]
        for node in places:
            if isinstance(node, ir.Call):
                name = self.project.name_of(node.func, outer)
                given = node.keyword(known.get(name, "")) if name in known else None
            elif isinstance(node, (ir.Name, ir.Attribute)):
                name, given = self.project.name_of(node, outer), None
            else:
                continue
            if name in known:
                text = self.project.resolver.constant(given, outer) if given else param.name
                kind = header_kind(text)
                if kind:
                    return Claim(kind, str(text), Ref(node, outer), Ref(node, outer))
        return None

    def _header(self, expr: ir.Expr | None, scope: Scope) -> str:
        """The name of a header of this kind that an expression is; "" for others."""
        if isinstance(expr, ir.Name) and expr.id in self.headers:
            return self.headers[expr.id]
        if not isinstance(expr, (ir.Constant, ir.Name, ir.Attribute, ir.BinaryOp)):
            return ""
        if isinstance(expr, ir.Name):
            for binding in scope.bindings(expr.id):
                if binding.kind == "element":
                    return self._one_of(binding.value, scope)
        text = self.project.resolver.constant(expr, scope)
        if not header_kind(text):
            return ""
        return text.decode("latin-1") if isinstance(text, bytes) else str(text)

    def _one_of(self, names: ir.Expr | None, scope: Scope) -> str:
        """The first such header in a list of names that a loop goes through."""
        for expr, inner in self.project.resolver.items(names, scope) or ():
            text = self.project.resolver.constant(expr, inner)
            if isinstance(text, str) and header_kind(text):
                return text
        return ""

    # --- whether somebody looks who has sent it ---------------------------------------------------
    def _asks_for_sender(self, test: ir.Expr) -> bool:
        for node in ir.walk(test):
            word = _identifier(node)
            if word and not _TRUSTING.isdisjoint(words_of(word)):
                return not self._is_decision(test)
            if isinstance(node, ir.Compare):
                sides = (node.left, *node.comparators)
                telling = any(op in ("==", "!=", "in", "not in") for op in node.ops)
                if telling and any(self._is_peer(s) for s in sides) and not _is_empty(sides):
                    return True
            if isinstance(node, ir.Call) and any(self._is_peer(a.value) for a in node.args):
                return True
        return False

    def _is_decision(self, test: ir.Expr) -> bool:
        """Whether what the client claims is itself compared with what is trusted."""
        return any(
            isinstance(node, ir.Compare)
            and any(self._is_claim(side) for side in (node.left, *node.comparators))
            for node in ir.walk(test)
        ) and not any("prox" in _identifier(node).lower() for node in ir.walk(test))

    def _is_claim(self, expr: ir.Expr) -> bool:
        claim = self.of(expr)
        return claim is not None and not claim.picked

    def _is_peer(self, expr: ir.Expr, depth: int = 0) -> bool:
        """Whether an expression is the address of who has opened the connection, and nothing else."""
        if isinstance(expr, ir.Name):
            bindings = self.scope.bindings(expr.id)
            return (
                len(bindings) == 1
                and depth < 4
                and bindings[0].value is not None
                and self._is_peer(bindings[0].value, depth + 1)
            )
        if isinstance(expr, ir.Attribute):
            if expr.attr in _PEERS:
                return self.of(expr) is None
            if expr.attr in ("host", "remote", "ip"):
                return "client" in (ir.dotted(expr) or "") or expr.attr == "remote"
            return False
        if isinstance(expr, ir.Subscript):
            key = self.project.resolver.constant(expr.index, self.scope)
            return key in _PEER_WORDS or (depth < 4 and self._is_peer(expr.value, depth + 1))
        if isinstance(expr, ir.Call):
            if isinstance(expr.func, ir.Attribute) and expr.func.attr in ("get", "get_extra_info"):
                key = self.project.resolver.constant(expr.positional(0), self.scope)
                return isinstance(key, str) and key in _PEER_WORDS
            return depth < 4 and any(self._is_peer(a.value, depth + 1) for a in expr.args)
        return False


class Counted(Claims):
    """What of one function's expressions is made of an address that the client claims, so that counting
    by it counts nobody: also where there are other parts, or it is hashed."""

    believes_switches = False

    def _is_checked(self) -> bool:
        return _knows_proxies(self.function) or super()._is_checked()

    def _of(self, expr: ir.Expr, scope: Scope) -> Claim | None:
        if isinstance(expr, ir.FormattedString):
            found = self._any(expr.parts, scope)
        elif isinstance(expr, ir.Collection):
            found = self._any(expr.items, scope)
        elif isinstance(expr, ir.BinaryOp):
            found = self._any((expr.left, expr.right), scope) if expr.op in ("+", "%") else None
        else:
            found = super()._of(expr, scope)
        return found if found is not None and found.kind == "address" else None

    def _is_peer(self, expr: ir.Expr, depth: int = 0) -> bool:
        # The address of the connection that stands in for a missing header is counted by, too.
        return super()._is_peer(expr, depth) and self.of(expr) is None

    def _any(self, exprs: Iterable[ir.Expr], scope: Scope) -> Claim | None:
        return next((c for e in exprs if (c := self.of(e, scope)) is not None), None)

    def _of_item(self, expr: ir.Subscript, scope: Scope) -> Claim | None:
        found = super()._of_item(expr, scope)
        if found is None and isinstance(expr.index, ir.Slice) and self._is_first(expr, scope):
            return self.of(expr.value, scope)
        return found

    def _of_call(self, call: ir.Call, scope: Scope) -> Claim | None:
        func = call.func
        given = [arg.value for arg in call.args]
        if isinstance(func, ir.Attribute) and func.attr in _MIXED:
            return self._any(given, scope)
        if isinstance(func, ir.Attribute) and func.attr in _DIGESTS:
            return self.of(func.value, scope)
        name = self.project.name_of(func, scope)
        if name in _key_functions(self.project):
            return self._read("address", ir.text(call), call, scope)
        return self._any(given, scope) if name in _MADE_OF else super()._of_call(call, scope)


def _knows_proxies(function: FunctionRef) -> bool:
    """Whether a function mentions proxies, or whom it trusts."""
    return any(
        _TRUST.search(node.id if isinstance(node, ir.Name) else node.attr) is not None
        for node in ir.walk_body(function.node.body)
        if isinstance(node, (ir.Name, ir.Attribute))
    )


def counted_by(project: Project, key: Ref) -> Claim | None:
    """The address that clients claim by which something tells whom to count: a function or a lambda of
    the project, or the name of one that is known."""
    value = project.evaluate(key.expr, key.scope)
    if project.name_of(key.expr, key.scope) in _key_functions(project):
        return Claim("address", ir.text(key.expr), key, key)
    function = as_function(value)
    found = None if function is None else Counted(project, function).given_back()
    return None if found is None or found.picked else replace(found, here=key)


def _key_functions(project: Project) -> frozenset[str]:
    """The functions of libraries that give what clients claim as their address."""
    return project.memo(
        "functions-with-claims",
        lambda: frozenset(n for f in active(project) for n in f.rate_limits.addresses),
    )


def _is_property(function: FunctionRef) -> bool:
    names = {(ir.dotted(d.value) or "").rpartition(".")[2] for d in function.node.decorators}
    return not names.isdisjoint({"property", "cached_property"})


def _is_empty(sides: tuple[ir.Expr, ...]) -> bool:
    return any(isinstance(side, ir.Constant) and not side.value for side in sides)


def _identifier(node: ir.Node) -> str:
    if isinstance(node, ir.Name):
        return node.id
    if isinstance(node, ir.Attribute):
        return node.attr
    if isinstance(node, ir.Constant) and isinstance(node.value, str) and node.value.isupper():
        return node.value if not header_kind(node.value) else ""
    return ""


def _tests(body: tuple[ir.Stmt, ...]) -> Iterator[ir.Expr]:
    for node in ir.walk_body(body):
        if isinstance(node, (ir.If, ir.While, ir.Assert, ir.Conditional)):
            yield node.test
        elif isinstance(node, ir.BoolOp):
            yield from node.values[:-1]


def _clauses(
    claims: Claims,
) -> tuple[dict[str, list[tuple[Span, ir.Expr]]], dict[str, Claim]]:
    """The variables of comprehensions, with their places and what they go through; and those in pairs
    of which the first one is compared with the name of a header, where headers are such pairs."""
    elements: dict[str, list[tuple[Span, ir.Expr]]] = {}
    pairs: dict[str, Claim] = {}
    for node in ir.walk_body(claims.function.node.body):
        if isinstance(node, ir.Comprehension):
            for clause in node.clauses:
                if isinstance(clause.target, ir.Name):
                    elements.setdefault(clause.target.id, []).append((node.span, clause.iter))
                else:
                    _note_pair(claims, clause.target, clause.conditions, pairs)
        elif isinstance(node, ir.For) and isinstance(node.target, ir.Collection):
            tests = [n.test for n in ir.nodes_of(node.body, ir.If)]
            _note_pair(claims, node.target, tuple(tests), pairs)
    return elements, pairs


def _note_pair(
    claims: Claims, target: ir.Expr, tests: tuple[ir.Expr, ...], pairs: dict[str, Claim]
) -> None:
    if not isinstance(target, ir.Collection) or len(target.items) != 2:
        return
    name, value = target.items
    if not isinstance(name, ir.Name) or not isinstance(value, ir.Name):
        return
    for test in tests:
        for node in ir.walk(test):
            if isinstance(node, ir.Compare) and node.ops == ("==",):
                mentioned = any(
                    isinstance(part, ir.Name) and part.id == name.id for part in ir.walk(node.left)
                )
                text = claims.project.resolver.constant(node.comparators[0], claims.scope)
                kind = header_kind(text)
                if mentioned and kind:
                    shown = text.decode("latin-1") if isinstance(text, bytes) else str(text)
                    here = Ref(node, claims.scope)
                    pairs[value.id] = Claim(kind, shown, here, here)


def _attributes(project: Project) -> frozenset[str]:
    """The last parts of the names of attributes that may hold a claim."""

    def compute() -> frozenset[str]:
        tables = [framework.forwarding for framework in active(project)]
        names = {n for t in tables for n in (*t.addresses, *t.routes, *t.hosts)}
        names |= _key_functions(project)
        return frozenset(n.rpartition(".")[2] for n in (*names, *_switched(project)))

    return project.memo("attributes-with-claims", compute)


def _switched(project: Project) -> dict[str, Ref]:
    """The attributes that hold what headers say because an option of the server says so."""
    return project.memo("switched-attributes", lambda: _find_switched(project))


def _find_switched(project: Project) -> dict[str, Ref]:
    found: dict[str, Ref] = {}
    switches = {k: v for f in active(project) for k, v in f.forwarding.switches.items()}
    names = frozenset(name.rpartition(".")[2] for name in switches)
    for site in calls_of(project, names) if names else ():
        value = project.evaluate(site.call.func, site.scope)
        name = value.name if isinstance(value, (Symbol, Member)) else ""
        if name not in switches:
            continue
        option, attributes = switches[name]
        given = site.call.keyword(option)
        if given is not None and project.resolver.constant(given, site.scope) is True:
            for attribute in sorted(attributes):
                found.setdefault(attribute, Ref(given, site.scope))
    return found


def reading(project: Project) -> list[FunctionRef]:
    """The functions to which a claim may come, in order of their places: those that mention anything in
    which one stands, and those that use others that may give it back."""
    return project.memo("functions-reading-claims", lambda: _reading(project))


def _reading(project: Project) -> list[FunctionRef]:
    functions = project.pipeline_functions()
    pending = [f for f in functions if _may_read(project, f)]
    seen = {id(f.node) for f in pending}
    found = list(pending)
    while pending:
        # Who gets a claim from another function, by the name of that.
        passing = {f.name for f in pending if _gives_back(f.node)}
        pending = [f for f in functions if id(f.node) not in seen and _uses(project, f, passing)]
        seen |= {id(f.node) for f in pending}
        found += pending
    return sorted(found, key=lambda f: (f.module.path, f.node.span.start))


def _gives_back(node: ir.Function) -> bool:
    return any(n.value is not None for n in ir.nodes_of(node.body, ir.Return))


def _uses(project: Project, function: FunctionRef, names: set[str]) -> bool:
    used, attributes = ir.words_of(function.node.body)
    if not attributes.isdisjoint(names):
        return True
    return not used.isdisjoint(local_names(names, project.scope(function)))


def _may_read(project: Project, function: FunctionRef) -> bool:
    """Whether a function mentions anything in which a claim stands, at a quick look."""
    attributes = _attributes(project)
    if _key_functions(project):
        attributes = local_names(attributes, project.scope(function))
    for param in function.node.params:
        if "forwarded" in param.name or header_kind(param.name):
            return True
        if param.default is not None and _mentions(param.default, attributes):
            return True
        if param.annotation is not None and _mentions(param.annotation, attributes):
            return True
    return any(_is_mention(node, attributes) for node in ir.walk_body(function.node.body))


def _mentions(expr: ir.Expr, attributes: frozenset[str]) -> bool:
    return any(_is_mention(node, attributes) for node in ir.walk(expr))


def _is_mention(node: ir.Node, attributes: frozenset[str]) -> bool:
    if isinstance(node, ir.Constant):
        return isinstance(node.value, (str, bytes)) and bool(header_kind(node.value))
    if isinstance(node, ir.Name):
        if node.id in attributes:
            return True
        return node.id.isupper() and _NAMES_HEADER.search(node.id) is not None
    if isinstance(node, ir.Attribute):
        if node.attr in attributes:
            return True
        return node.attr.isupper() and _NAMES_HEADER.search(node.attr) is not None
    return False
