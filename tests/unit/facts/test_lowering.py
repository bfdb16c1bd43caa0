"""Every construct of the language, and where its parts stand."""

from __future__ import annotations

from typing import Any

import pytest

from routelint.findings import Span
from routelint.model import ir
from tests.unit.facts.plain import at, expr, lower, one, plain


def n(name: str) -> tuple[Any, ...]:
    return ("Name", name)


def c(value: object) -> tuple[Any, ...]:
    return ("Constant", type(value).__name__, repr(value))


def arg(value: Any, keyword: str | None = None, star: str = "") -> tuple[Any, ...]:
    return ("Argument", value, keyword, star)


def call(func: Any, *args: Any) -> tuple[Any, ...]:
    return ("Call", func, args)


A, B, C, D, E = (n(x) for x in "abcde")

EXPRESSIONS: dict[str, Any] = {
    "a": A,
    "((a))": A,
    "None": c(None),
    "True": c(True),
    "False": c(False),
    "...": c(Ellipsis),
    "1_000": c(1000),
    "0x1F": c(31),
    "0b11": c(3),
    "0o17": c(15),
    "1.5e3": c(1500.0),
    "2j": c(2j),
    "'a'": c("a"),
    '"""a\nb"""': c("a\nb"),
    "'''a\r\nb'''": c("a\nb"),
    "r'\\d'": c("\\d"),
    "'\\n\\x41\\u00e4'": c("\nAä"),
    "'\\d'": c("\\d"),
    "b'a\\x00'": c(b"a\0"),
    "u'a'": c("a"),
    "''": c(""),
    '""""""': c(""),
    "'a' 'b'": c("ab"),
    "('a'\n 'b' r'\\c')": c("ab\\c"),
    "b'a' b'b'": c(b"ab"),
    "f'a{b}{{c}}'": ("FormattedString", (c("a"), B, c("{c}"))),
    "f'{a!r:>{b}x}'": ("FormattedString", (A, B)),
    "rf'\\d{a}'": ("FormattedString", (c("\\d"), A)),
    "f'\\n{a}'": ("FormattedString", (c("\n"), A)),
    "'x' f'{a}' 'y'": ("FormattedString", (c("x"), A, c("y"))),
    "a.b.c": ("Attribute", ("Attribute", A, "b"), "c"),
    "a(b, *c, d=1, **e)": call(
        A, arg(B), arg(C, star="*"), arg(c(1), keyword="d"), arg(E, star="**")
    ),
    "a(x for x in b)": call(
        A, arg(("Comprehension", "generator", (n("x"),), (("Clause", n("x"), B, (), False),)))
    ),
    "a and b and c": ("BoolOp", "and", (A, B, C)),
    "a and (b and c) or d": ("BoolOp", "or", (("BoolOp", "and", (A, B, C)), D)),
    "not a": ("Not", A),
    "-1": ("UnaryOp", "-", c(1)),
    "~a": ("UnaryOp", "~", A),
    "+a": ("UnaryOp", "+", A),
    "a < b <= c": ("Compare", A, ("<", "<="), (B, C)),
    "a not in b": ("Compare", A, ("not in",), (B,)),
    "a is not None": ("Compare", A, ("is not",), (c(None),)),
    "a in b": ("Compare", A, ("in",), (B,)),
    "a is b": ("Compare", A, ("is",), (B,)),
    "a == b != c > d >= e": ("Compare", A, ("==", "!=", ">", ">="), (B, C, D, E)),
    "a if b else c": ("Conditional", B, A, C),
    "[a, *b]": ("Collection", "list", (A, ("Starred", B))),
    "(a, b)": ("Collection", "tuple", (A, B)),
    "a,": ("Collection", "tuple", (A,)),
    "()": ("Collection", "tuple", ()),
    "{a, b}": ("Collection", "set", (A, B)),
    "{}": ("Dictionary", ()),
    "{a: b, **c}": ("Dictionary", ((A, B), (None, C))),
    "a[b]": ("Subscript", A, B),
    "a[b, c]": ("Subscript", A, ("Collection", "tuple", (B, C))),
    "a[b,]": ("Subscript", A, ("Collection", "tuple", (B,))),
    "a[1:]": ("Subscript", A, ("Slice", (c(1), None))),
    "a[::b]": ("Subscript", A, ("Slice", (None, None, B))),
    "a[*b]": ("Subscript", A, ("Collection", "tuple", (("Starred", B),))),
    "[a for a in b if c if d]": (
        "Comprehension",
        "list",
        (A,),
        (("Clause", A, B, (C, D), False),),
    ),
    "{a for a in b for c in d}": (
        "Comprehension",
        "set",
        (A,),
        (("Clause", A, B, (), False), ("Clause", C, D, (), False)),
    ),
    "{a: b for a, b in c}": (
        "Comprehension",
        "dict",
        (A, B),
        (("Clause", ("Collection", "tuple", (A, B)), C, (), False),),
    ),
    "(a := b)": ("NamedExpr", A, B),
}
EXPRESSIONS.update(
    {
        f"a {op} b": ("BinaryOp", op, A, B)
        for op in ("+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^")
    }
)


@pytest.mark.parametrize("code", EXPRESSIONS)
def test_expressions(code: str) -> None:
    assert plain(expr(code + "\n")) == EXPRESSIONS[code]


IN_FUNCTION = {
    "await a": ("Await", A),
    "yield": ("Yield", None, False),
    "yield a": ("Yield", A, False),
    "(yield from a)": ("Yield", A, True),
    "[a async for a in b]": ("Comprehension", "list", (A,), (("Clause", A, B, (), True),)),
}


@pytest.mark.parametrize("code", IN_FUNCTION)
def test_expressions_in_functions(code: str) -> None:
    prefix = "" if "yield from" in code else "async "
    function = one(f"{prefix}def f():\n    {code}\n")
    (statement,) = function.body
    assert plain(statement.value) == IN_FUNCTION[code]
    assert function.is_generator is ("yield" in code)


STATEMENTS: dict[str, Any] = {
    "a": ("ExprStmt", A),
    "a = b = c": ("Assign", (A, B), C, None),
    "a, b = c": ("Assign", (("Collection", "tuple", (A, B)),), C, None),
    "a: b": ("Assign", (A,), None, B),
    "a: b = c": ("Assign", (A,), C, B),
    "a += b": ("AugAssign", A, "+", B),
    "a //= b": ("AugAssign", A, "//", B),
    "raise": ("Raise", None, None),
    "raise a from b": ("Raise", A, B),
    "assert a": ("Assert", A, None),
    "assert a, b": ("Assert", A, B),
    "del a": ("Delete", (A,)),
    "del a, b[c]": ("Delete", (A, ("Subscript", B, C))),
    "del (a, b)": ("Delete", (A, B)),
    "pass": ("Simple", "pass"),
    "import a.b as c, d": ("Import", (("ImportedName", "a.b", "c"), ("ImportedName", "d", None))),
    "from a.b import c as d, e": (
        "ImportFrom",
        "a.b",
        (("ImportedName", "c", "d"), ("ImportedName", "e", None)),
        0,
    ),
    "from ..a import (b,)": ("ImportFrom", "a", (("ImportedName", "b", None),), 2),
    "from . import a": ("ImportFrom", "", (("ImportedName", "a", None),), 1),
    "from a import *": ("ImportFrom", "a", (("ImportedName", "*", None),), 0),
    "global a, b": ("Global", ("a", "b"), False),
    "type a = b": ("Assign", (A,), B, None),
    "if a: b\nelif c: d\nelse: e": (
        "If",
        A,
        (("ExprStmt", B),),
        (("If", C, (("ExprStmt", D),), (("ExprStmt", E),)),),
    ),
    "for a in b:\n  break\nelse:\n  c": (
        "For",
        A,
        B,
        (("Simple", "break"),),
        (("ExprStmt", C),),
        False,
    ),
    "for a in *b, c: pass": (
        "For",
        A,
        ("Collection", "tuple", (("Starred", B), C)),
        (("Simple", "pass"),),
        (),
        False,
    ),
    "while a:\n  continue\nelse: b": (
        "While",
        A,
        (("Simple", "continue"),),
        (("ExprStmt", B),),
    ),
    "try: a\nexcept: b": (
        "Try",
        (("ExprStmt", A),),
        (("ExceptHandler", None, None, (("ExprStmt", B),), False),),
        (),
        (),
    ),
    "try: a\nexcept (b, c) as d: pass\nelse: d\nfinally: e": (
        "Try",
        (("ExprStmt", A),),
        (
            (
                "ExceptHandler",
                ("Collection", "tuple", (B, C)),
                "d",
                (("Simple", "pass"),),
                False,
            ),
        ),
        (("ExprStmt", D),),
        (("ExprStmt", E),),
    ),
    "try: a\nexcept* b: c": (
        "Try",
        (("ExprStmt", A),),
        (("ExceptHandler", B, None, (("ExprStmt", C),), True),),
        (),
        (),
    ),
    "with a as b, c: d": (
        "With",
        (("WithItem", A, B), ("WithItem", C, None)),
        (("ExprStmt", D),),
        False,
    ),
    "with (a as b, c as (d, e)): pass": (
        "With",
        (("WithItem", A, B), ("WithItem", C, ("Collection", "tuple", (D, E)))),
        (("Simple", "pass"),),
        False,
    ),
    "try: a\nexcept b, c: d": (
        "Try",
        (("ExprStmt", A),),
        (("ExceptHandler", ("Collection", "tuple", (B, C)), None, (("ExprStmt", D),), False),),
        (),
        (),
    ),
}


@pytest.mark.parametrize("code", STATEMENTS)
def test_statements(code: str) -> None:
    assert plain(one(code + "\n")) == STATEMENTS[code]


@pytest.mark.parametrize(
    ("code", "pattern", "names", "irrefutable"),
    [
        ("_", "_", (), True),
        ("x", "x", ("x",), True),
        ("(x)", "(x)", ("x",), True),
        ("1 | x", "1 | x", ("x",), True),
        ("_ as y", "_ as y", ("y",), True),
        ("1", "1", (), False),
        ("None", "None", (), False),
        ("a.b", "a.b", (), False),
        ("[x, *rest]", "[x, *rest]", ("x", "rest"), False),
        ("x, *_", "x, *_", ("x",), False),
        ("{'k': v, **kw}", "{'k': v, **kw}", ("v", "kw"), False),
        ("C(x, k=y) as z", "C(x, k=y) as z", ("x", "y", "z"), False),
        ("1 | 2", "1 | 2", (), False),
    ],
)
@pytest.mark.parametrize("guard", ["", " if g"])
def test_patterns(
    code: str, pattern: str, names: tuple[str, ...], irrefutable: bool, guard: str
) -> None:
    match = one(f"match s:\n    case {code}{guard}:\n        b\n")
    (case,) = match.cases
    assert plain(match.subject) == n("s")
    assert (case.pattern, case.names, case.irrefutable) == (pattern, names, irrefutable)
    assert plain(case.guard) == (n("g") if guard else None)
    assert plain(case.body) == (("ExprStmt", B),)


def test_parameters() -> None:
    function = one("def f(a, b: int = 1, /, c=2, *args: str, d, e: x = 3, **kw): pass\n")
    assert [(p.name, p.kind) for p in function.params] == [
        ("a", "positional-only"),
        ("b", "positional-only"),
        ("c", "positional"),
        ("args", "*"),
        ("d", "keyword-only"),
        ("e", "keyword-only"),
        ("kw", "**"),
    ]
    assert [plain(p.annotation) for p in function.params[:4]] == [None, n("int"), None, n("str")]
    assert [plain(p.default) for p in function.params] == [
        None,
        c(1),
        c(2),
        None,
        None,
        c(3),
        None,
    ]
    assert [p.name for p in one("def f(a, *, b): pass\n").params] == ["a", "b"]


NESTED = """\
@first
@second(1)
async def outer(x: int) -> str:
    class Inner(Base, metaclass=M):
        def method(self):
            return lambda y=1: (yield y)
    def inner():
        yield 1
    return [z for z in x]
"""


def test_definitions_inside_functions_are_lowered_in_place() -> None:
    outer = one(NESTED)
    assert (outer.name, outer.qualname, outer.is_async) == ("outer", "outer", True)
    assert not outer.is_generator
    inner_class, inner, _ = outer.body
    assert (inner_class.name, inner_class.qualname) == ("Inner", "outer.Inner")
    assert plain(inner_class.bases) == (arg(n("Base")), arg(n("M"), keyword="metaclass"))
    (method,) = inner_class.body
    assert (method.qualname, method.is_generator) == ("outer.Inner.method", False)
    lam = method.body[0].value.function
    assert (lam.name, lam.qualname, lam.is_generator) == (
        "<lambda>",
        "outer.Inner.method.<lambda>",
        True,
    )
    assert plain(lam.params[0].default) == c(1)
    assert (inner.qualname, inner.is_generator, inner.is_async) == ("outer.inner", True, False)
    assert plain(outer.returns) == n("str")


def test_definitions_in_compound_statements_are_lowered_in_place() -> None:
    statement = one("if a:\n    class K:\n        def m(self): b\n    def f(): c\n")
    klass, function = statement.body
    assert klass.qualname == "K"
    assert klass.body[0].qualname == "K.m"
    assert function.qualname == "f"


def test_places_of_a_function() -> None:
    outer = one(NESTED)
    assert at(NESTED, outer.span) == NESTED.rstrip()
    assert at(NESTED, outer.name_span) == "outer"
    assert at(NESTED, outer.header) == "async def outer(x: int) -> str:"
    assert [at(NESTED, d.span) for d in outer.decorators] == ["@first", "@second(1)"]
    assert at(NESTED, outer.params[0].span) == "x: int"
    klass = outer.body[0]
    assert at(NESTED, klass.header) == "class Inner(Base, metaclass=M):"
    assert at(NESTED, klass.name_span) == "Inner"
    lam = klass.body[0].body[0].value
    assert at(NESTED, lam.span) == "lambda y=1: (yield y)"
    assert at(NESTED, lam.function.header) == "lambda y=1:"
    assert at(NESTED, lam.function.name_span) == "lambda"
    assert at(NESTED, lam.function.params[0].span) == "y=1"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("x = f(a, b)\n", "f(a, b)"),
        ("x = (f)(a)\n", "(f)(a)"),
        ("x = (f(\n  a,  # why\n)) + 1\n", "f(\n  a,  # why\n)"),
        ("x = a.b (c) . d()\n", "a.b (c) . d()"),
    ],
)
def test_a_call_reaches_to_its_parenthesis(code: str, text: str) -> None:
    value = one(code).value
    found = value.left if isinstance(value, ir.BinaryOp) else value
    assert at(code, found.span) == text


@pytest.mark.parametrize(
    ("code", "args", "pieces"),
    [
        ("f()\n", "()", []),
        ("f( a , k = b,)\n", "( a , k = b,)", ["a", "k = b"]),
        ("f(  # why (\n  *a,\n  **b\n)\n", "(  # why (\n  *a,\n  **b\n)", ["*a", "**b"]),
        ("(f) (x for x in y)\n", "(x for x in y)", ["x for x in y"]),
    ],
)
def test_places_of_arguments(code: str, args: str, pieces: list[str]) -> None:
    value = expr(code)
    assert at(code, value.args_span) == args
    assert [at(code, a.span) for a in value.args] == pieces


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("(a, b)\n", "(a, b)"),
        ("((a, b))\n", "(a, b)"),
        ("a, b\n", "a, b"),
        ("(a for a in b)\n", "(a for a in b)"),
        ("[a]\n", "[a]"),
        ("(a)\n", "a"),
        ("(\n 'a'\n 'b'\n)\n", "'a'\n 'b'"),
        ("x.y[1:2]\n", "x.y[1:2]"),
    ],
)
def test_places_of_expressions(code: str, text: str) -> None:
    assert at(code, expr(code).span) == text


def test_places_of_statements() -> None:
    code = "if a:\n    b;  c ;\nelif d: e  # why\nelse:\n    f\n\n\ng\n"
    first, last = lower(code)
    assert first.span == Span(1, 1, 5, 6)
    assert [s.span for s in first.body] == [Span(2, 5, 2, 6), Span(2, 9, 2, 10)]
    assert at(code, first.orelse[0].span) == "elif d: e  # why\nelse:\n    f"
    assert last.span == Span(8, 1, 8, 2)


def test_places_of_handlers_and_cases() -> None:
    code = "try:\n    a\nexcept B as c :\n    d\n"
    (handler,) = one(code).handlers
    assert at(code, handler.header) == "except B as c :"
    assert at(code, handler.span) == "except B as c :\n    d"
    code = "match a:\n    case 1 if b: c\n"
    (case,) = one(code).cases
    assert at(code, case.span) == "case 1 if b: c"


def test_attributes_know_the_place_of_their_name() -> None:
    code = "(a\n .b\n .cd)\n"
    value = expr(code)
    assert at(code, value.attr_span) == "cd"
    assert at(code, value.value.attr_span) == "b"


def test_columns_count_code_points() -> None:
    code = "x = 'ä😀', f(1)\n"
    value = one(code).value
    assert value.items[1].span == Span(1, 11, 1, 15)


def test_numbers_too_long_to_convert_are_unknown() -> None:
    value = one("x = 0x" + "f" * 10 + "\n").value
    assert value.value == 0xFFFFFFFFFF
