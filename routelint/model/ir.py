"""The body skeleton: Python code reduced to what flow analysis and linking need.

The nodes are immutable, picklable and compared by identity. Every expression and statement carries
the span of its source (1-based lines and columns, end column exclusive). Formatting, comments and
parentheses are gone; `facts` builds these nodes and nothing after it sees syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args

from routelint.findings import Span

_N = TypeVar("_N")

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform

    _T = TypeVar("_T")

    @dataclass_transform(frozen_default=True, eq_default=False)
    def node(cls: type[_T]) -> type[_T]: ...

else:

    def node(cls):
        """A dataclass with slots, identity equality and quick pickling. That nodes are not changed is for
        the type checker to see: frozen classes take three times as long to make, and there are
        hundreds of thousands of them."""
        made = dataclass(slots=True, eq=False)(cls)
        made.__reduce__ = _reduce
        return made


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:
    return self.__class__, tuple([getattr(self, name) for name in self.__slots__])


# --- expressions ----------------------------------------------------------------------------------
@node
class Name:
    id: str
    span: Span


@node
class Attribute:
    value: Expr
    attr: str
    span: Span
    attr_span: Span


@node
class Constant:
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis."""

    value: object
    span: Span


@node
class FormattedString:
    """An f-string: constant parts as `Constant`, the others as their expressions."""

    parts: tuple[Expr, ...]
    span: Span


@node
class Argument:
    """`keyword` is None for a positional one; `star` is "", "*" or "**"."""

    value: Expr
    keyword: str | None
    star: str
    span: Span


@node
class Call:
    """`args_span` covers the parentheses and what is between them."""

    func: Expr
    args: tuple[Argument, ...]
    span: Span
    args_span: Span

    def positional(self, index: int) -> Expr | None:
        """The positional argument at `index`, None when it is not there or behind a star."""
        for i, arg in enumerate(a for a in self.args if a.keyword is None and a.star != "**"):
            if arg.star:
                return None
            if i == index:
                return arg.value
        return None

    def keyword(self, name: str) -> Expr | None:
        for arg in self.args:
            if arg.keyword == name:
                return arg.value
        return None

    def argument(self, index: int | None, name: str | None) -> Expr | None:
        """The argument given by keyword `name` or else at position `index`."""
        found = self.keyword(name) if name else None
        if found is None and index is not None:
            found = self.positional(index)
        return found

    @property
    def has_double_star(self) -> bool:
        return any(arg.star == "**" for arg in self.args)


@node
class Await:
    value: Expr
    span: Span


@node
class Yield:
    """`value` is None for a bare yield; `is_from` for `yield from`."""

    value: Expr | None
    is_from: bool
    span: Span


@node
class BoolOp:
    """`op` is "and" or "or"; nested operators of one kind are flattened."""

    op: str
    values: tuple[Expr, ...]
    span: Span


@node
class Not:
    operand: Expr
    span: Span


@node
class UnaryOp:
    """`op` is "-", "+" or "~"."""

    op: str
    operand: Expr
    span: Span


@node
class BinaryOp:
    op: str
    left: Expr
    right: Expr
    span: Span


@node
class Compare:
    """`ops` are "==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"."""

    left: Expr
    ops: tuple[str, ...]
    comparators: tuple[Expr, ...]
    span: Span


@node
class Conditional:
    test: Expr
    body: Expr
    orelse: Expr
    span: Span


@node
class Collection:
    """`kind` is "list", "tuple" or "set"; stars appear as `Starred` items."""

    kind: str
    items: tuple[Expr, ...]
    span: Span


@node
class Dictionary:
    """A key of None marks `**value`."""

    items: tuple[tuple[Expr | None, Expr], ...]
    span: Span


@node
class Starred:
    value: Expr
    span: Span


@node
class Subscript:
    """`value[index]`; a tuple index is a `Collection`, a slice is `Slice`."""

    value: Expr
    index: Expr
    span: Span


@node
class Slice:
    parts: tuple[Expr | None, ...]
    span: Span


@node
class Lambda:
    """A lambda as a function whose body is one `Return`."""

    function: Function
    span: Span


@node
class Comprehension:
    """`kind` is "list", "set", "dict" or "generator"; `elements` holds one or, for a dict, two."""

    kind: str
    elements: tuple[Expr, ...]
    clauses: tuple[Clause, ...]
    span: Span


@node
class Clause:
    target: Expr
    iter: Expr
    conditions: tuple[Expr, ...]
    is_async: bool


@node
class NamedExpr:
    target: Name
    value: Expr
    span: Span


Expr = Union[
    Name,
    Attribute,
    Constant,
    FormattedString,
    Call,
    Await,
    Yield,
    BoolOp,
    Not,
    UnaryOp,
    BinaryOp,
    Compare,
    Conditional,
    Collection,
    Dictionary,
    Starred,
    Subscript,
    Slice,
    Lambda,
    Comprehension,
    NamedExpr,
]


# --- statements -----------------------------------------------------------------------------------
@node
class ExprStmt:
    value: Expr
    span: Span


@node
class Assign:
    """`targets` are those of `a = b = value`; with an annotation there is one target.

    `value` is None for a bare annotation.
    """

    targets: tuple[Expr, ...]
    value: Expr | None
    annotation: Expr | None
    span: Span


@node
class AugAssign:
    target: Expr
    op: str
    value: Expr
    span: Span


@node
class Return:
    value: Expr | None
    span: Span


@node
class Raise:
    exc: Expr | None
    cause: Expr | None
    span: Span


@node
class Assert:
    test: Expr
    msg: Expr | None
    span: Span


@node
class Delete:
    targets: tuple[Expr, ...]
    span: Span


@node
class If:
    """`elif` is an `If` alone in `orelse`."""

    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]
    span: Span


@node
class For:
    target: Expr
    iter: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]
    is_async: bool
    span: Span


@node
class While:
    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]
    span: Span


@node
class ExceptHandler:
    """`type` is None for a bare `except:`; `header` covers `except ... :`."""

    type: Expr | None
    name: str | None
    body: tuple[Stmt, ...]
    is_star: bool
    span: Span
    header: Span


@node
class Try:
    body: tuple[Stmt, ...]
    handlers: tuple[ExceptHandler, ...]
    orelse: tuple[Stmt, ...]
    finalbody: tuple[Stmt, ...]
    span: Span


@node
class WithItem:
    context: Expr
    target: Expr | None


@node
class With:
    items: tuple[WithItem, ...]
    body: tuple[Stmt, ...]
    is_async: bool
    span: Span


@node
class Case:
    """`names` are the names that the pattern binds; `irrefutable` for `case _` and `case name`."""

    pattern: str
    names: tuple[str, ...]
    irrefutable: bool
    guard: Expr | None
    body: tuple[Stmt, ...]
    span: Span


@node
class Match:
    subject: Expr
    cases: tuple[Case, ...]
    span: Span


@node
class Parameter:
    """`kind` is "positional-only", "positional", "keyword-only", "*" or "**"."""

    name: str
    kind: str
    annotation: Expr | None
    default: Expr | None
    span: Span


@node
class Decorator:
    """`span` is from the `@` to the end of the expression; decorators are listed top down."""

    value: Expr
    span: Span


@node
class Function:
    """A `def` or lambda. `qualname` is dotted within its module, without `<locals>`.

    `span` covers decorators and body, `name_span` the name, `header` `def` to the colon.
    `is_generator` means that a `yield` stands in this very function.
    """

    name: str
    qualname: str
    params: tuple[Parameter, ...]
    decorators: tuple[Decorator, ...]
    returns: Expr | None
    body: tuple[Stmt, ...]
    is_async: bool
    is_generator: bool
    span: Span
    name_span: Span
    header: Span

    def parameter(self, name: str) -> Parameter | None:
        for param in self.params:
            if param.name == name:
                return param
        return None


@node
class Class:
    """`bases` and `keywords` are those of the header; methods stand in `body` as `Function` or,
    where they were not needed yet, as `Elided`."""

    name: str
    qualname: str
    bases: tuple[Argument, ...]
    decorators: tuple[Decorator, ...]
    body: tuple[Stmt, ...]
    span: Span
    name_span: Span
    header: Span


@node
class ImportedName:
    """`name as asname`; `name` is "*" for a star import."""

    name: str
    asname: str | None

    @property
    def bound(self) -> str:
        return self.asname or self.name


@node
class Import:
    names: tuple[ImportedName, ...]
    span: Span


@node
class ImportFrom:
    """`level` counts the leading dots."""

    module: str
    names: tuple[ImportedName, ...]
    level: int
    span: Span


@node
class Global:
    """`global` and `nonlocal`."""

    names: tuple[str, ...]
    is_nonlocal: bool
    span: Span


@node
class Simple:
    """`pass`, `break` or `continue`, told apart by `kind`."""

    kind: str
    span: Span


@node
class Elided:
    """A slice that was not needed yet: `slice` is its index in the file's outline."""

    slice: int
    name: str
    kind: str
    span: Span


Stmt = Union[
    ExprStmt,
    Assign,
    AugAssign,
    Return,
    Raise,
    Assert,
    Delete,
    If,
    For,
    While,
    Try,
    With,
    Match,
    Function,
    Class,
    Import,
    ImportFrom,
    Global,
    Simple,
    Elided,
]
Node = Union[Expr, Stmt, Argument, ExceptHandler, WithItem, Case, Parameter, Decorator, Clause]

_BODIES: dict[tuple[int, bool], tuple[tuple[Stmt, ...], tuple[Node, ...]]] = {}
_BY_TYPE: dict[int, tuple[tuple[Stmt, ...], dict[type, tuple[Node, ...]]]] = {}
_WORDS: dict[int, tuple[tuple[Stmt, ...], frozenset[str], frozenset[str]]] = {}
_NO_CHILDREN = frozenset(
    ["str", "bool", "int", "object", "str | None", "tuple[str, ...]", "tuple[ImportedName, ...]"]
)


def forget_walks() -> None:
    """Drops what `walk_body` keeps; the bodies of another project come."""
    _BODIES.clear()
    _BY_TYPE.clear()
    _WORDS.clear()


def _reader(cls: type) -> Callable[[Any], list[Node]]:
    """A function that lists the child nodes of a node. Walking is what most of the time goes into, so
    that it is written for each class by its fields' types."""
    lines = ["def read(node):", "    found = []"]
    for field in fields(cls):
        kind, name = str(field.type), field.name
        if kind in _NO_CHILDREN or "Span" in kind:
            continue
        if kind.startswith("tuple[") and ("None" in kind or kind.count("tuple[") > 1):
            lines.append(f"    nodes_in(node.{name}, found)")
        elif kind.startswith("tuple["):
            lines.append(f"    found += node.{name}")
        else:
            lines.append(f"    value = node.{name}")
            lines.append("    if value is not None: found.append(value)")
    names: dict[str, Any] = {"nodes_in": _nodes_in}
    exec("\n".join([*lines, "    return found"]), names)
    read: Callable[[Any], list[Node]] = names["read"]
    return read


def _nodes_in(values: tuple[object, ...], found: list[Node]) -> None:
    for value in values:
        if type(value) in _NODE_TYPES:
            found.append(value)  # type: ignore[arg-type]
        elif type(value) is tuple:
            _nodes_in(value, found)


_NODE_TYPES: frozenset[type] = frozenset(get_args(Node))
_CHILDREN: dict[type, Callable[[Any], list[Node]]] = {cls: _reader(cls) for cls in _NODE_TYPES}
_LEAVES = frozenset([Name, Constant])


def children(node: Node) -> list[Node]:
    """The direct child nodes in source order (of fields, not sorted by position)."""
    return _CHILDREN[type(node)](node)


def walk(node: Node, *, into_functions: bool = False) -> Iterator[Node]:
    """`node` and everything below it, depth first; nested functions, lambdas and classes are
    yielded themselves, but entered only with `into_functions`."""
    yield node
    if type(node) in _LEAVES:
        return
    pending = _CHILDREN[type(node)](node)
    pending.reverse()
    while pending:
        current = pending.pop()
        yield current
        cls = type(current)
        if cls not in _LEAVES and (into_functions or cls not in _SCOPES):
            below = _CHILDREN[cls](current)
            below.reverse()
            pending += below


_SCOPES = frozenset([Function, Class])


def walk_body(
    body: tuple[Stmt, ...], *, into_functions: bool = False, only: frozenset[type] | None = None
) -> tuple[Node, ...]:
    """`walk` over each statement of a body; a function or class among them is yielded itself.

    `only` leaves out the nodes of all other classes: most nodes are names and constants, and asking
    each what it is takes longer than the walk.
    """
    if only is not None:
        every = walk_body(body, into_functions=into_functions)
        return tuple([node for node in every if type(node) in only])
    key = (id(body), into_functions)
    kept = _BODIES.get(key)
    if kept is not None and kept[0] is body:
        return kept[1]
    found: list[Node] = []
    for statement in body:
        if type(statement) in _SCOPES and not into_functions:
            found.append(statement)
            continue
        pending: list[Node] = [statement]
        while pending:
            current = pending.pop()
            found.append(current)
            cls = type(current)
            if cls not in _LEAVES and (into_functions or cls not in _SCOPES):
                below = _CHILDREN[cls](current)
                below.reverse()
                pending += below
    nodes = tuple(found)
    _BODIES[key] = (body, nodes)
    return nodes


def nodes_of(body: tuple[Stmt, ...], kind: type[_N]) -> tuple[_N, ...]:
    """Those of one class among `walk_body`'s."""
    kept = _BY_TYPE.get(id(body))
    if kept is None or kept[0] is not body:
        sorted_: dict[type, list[Node]] = {}
        for node in walk_body(body):
            sorted_.setdefault(type(node), []).append(node)
        kept = _BY_TYPE[id(body)] = (body, {cls: tuple(nodes) for cls, nodes in sorted_.items()})
    return kept[1].get(kind, ())  # type: ignore[return-value]


def words_of(body: tuple[Stmt, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The names and the attributes that `walk_body` comes by."""
    kept = _WORDS.get(id(body))
    if kept is None or kept[0] is not body:
        names = frozenset(node.id for node in nodes_of(body, Name))
        attributes = frozenset(node.attr for node in nodes_of(body, Attribute))
        kept = _WORDS[id(body)] = (body, names, attributes)
    return kept[1:]


def dotted(expr: Expr | None) -> str | None:
    """`a.b.c` for a chain of names and attributes, else None."""
    if isinstance(expr, Name):
        return expr.id
    if isinstance(expr, Attribute):
        value = dotted(expr.value)
        return None if value is None else f"{value}.{expr.attr}"
    return None


def text(expr: Expr | None, limit: int = 60) -> str:
    """A short source-like text of an expression for messages; long parts become `...`."""
    full = _text(expr)
    return full if len(full) <= limit else full[: limit - 3] + "..."


def _text(expr: object) -> str:
    if isinstance(expr, Name):
        return expr.id
    if isinstance(expr, Attribute):
        return f"{_text(expr.value)}.{expr.attr}"
    if isinstance(expr, Constant):
        return "..." if expr.value is Ellipsis else repr(expr.value)
    if isinstance(expr, Call):
        return f"{_text(expr.func)}({', '.join(_text(a) for a in expr.args)})"
    if isinstance(expr, Argument):
        prefix = f"{expr.keyword}=" if expr.keyword else expr.star
        return prefix + _text(expr.value)
    if isinstance(expr, Await):
        return f"await {_text(expr.value)}"
    if isinstance(expr, Not):
        return f"not {_text(expr.operand)}"
    if isinstance(expr, UnaryOp):
        return f"{expr.op}{_text(expr.operand)}"
    if isinstance(expr, BoolOp):
        return f" {expr.op} ".join(_text(v) for v in expr.values)
    if isinstance(expr, BinaryOp):
        return f"{_text(expr.left)} {expr.op} {_text(expr.right)}"
    if isinstance(expr, Compare):
        rest = " ".join(f"{o} {_text(c)}" for o, c in zip(expr.ops, expr.comparators, strict=True))
        return f"{_text(expr.left)} {rest}"
    if isinstance(expr, Conditional):
        return f"{_text(expr.body)} if {_text(expr.test)} else {_text(expr.orelse)}"
    if isinstance(expr, Collection):
        items = ", ".join(_text(i) for i in expr.items)
        if expr.kind == "tuple":
            return f"({items},)" if len(expr.items) == 1 else f"({items})"
        return f"[{items}]" if expr.kind == "list" else f"{{{items}}}"
    if isinstance(expr, Dictionary):
        pairs = (
            f"{_text(k)}: {_text(v)}" if k is not None else f"**{_text(v)}" for k, v in expr.items
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(expr, Starred):
        return f"*{_text(expr.value)}"
    if isinstance(expr, Subscript):
        return f"{_text(expr.value)}[{_text(expr.index)}]"
    if isinstance(expr, NamedExpr):
        return f"({expr.target.id} := {_text(expr.value)})"
    return "..."
