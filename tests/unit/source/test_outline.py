"""Which lines belong to which slice, and what a slice binds."""

from __future__ import annotations

import pytest

from routelint.model.facts import Slice, SyntaxProblem
from routelint.source.outline import holding, outline
from routelint.source.vocabulary import Vocabulary

WORDS = Vocabulary({"flask", "route"})


def slices(code: str) -> tuple[Slice, ...]:
    result = outline(code, WORDS)
    assert isinstance(result, tuple)
    return result


def shape(code: str) -> list[tuple[str, str, int, int, int]]:
    return [(p.kind, p.qualname, p.start_line, p.end_line, p.parent) for p in slices(code)]


def names(code: str) -> tuple[str, ...]:
    (part,) = slices(code)
    return part.names


def problem(code: str) -> SyntaxProblem:
    result = outline(code, WORDS)
    assert isinstance(result, SyntaxProblem)
    return result


def test_definitions_and_methods() -> None:
    code = (
        "import os\n\n@deco\n@(\n  other\n)\ndef f():\n    def inner(): pass\n\n"
        "class A(\n    B,\n):\n    x = 1\n    @p\n    async def m(self):\n        pass\n\n"
        "    class N:\n        def n(self): pass\n    y = 2\n"
    )
    assert shape(code) == [
        ("import", "", 1, 1, -1),
        ("function", "f", 3, 8, -1),
        ("class", "A", 10, 20, -1),
        ("function", "A.m", 14, 16, 2),
        ("class", "A.N", 18, 19, 2),
        ("function", "A.N.n", 19, 19, 4),
    ]
    assert [p.body_line for p in slices(code)] == [0, 0, 13, 0, 19, 0]


def test_a_decorator_may_open_a_parenthesis() -> None:
    assert shape("@(\n    a\n)\ndef f(): pass\n") == [("function", "f", 1, 4, -1)]


def test_statements_of_one_line_are_one_slice() -> None:
    code = "a = 1; b = (\n  2); import c\nd = 1 + \\\n  1\ne = 1; \\\nf = 2\ng = 1\n"
    parts = slices(code)
    assert [(p.kind, p.names, p.start_line, p.end_line) for p in parts] == [
        ("import", ("a", "b", "c"), 1, 2),
        ("statement", ("d",), 3, 4),
        ("statement", ("e", "f"), 5, 6),
        ("statement", ("g",), 7, 7),
    ]


def test_a_comment_ending_in_a_backslash_ties_nothing() -> None:
    code = "a = 1\n# x \\\ndef f(): pass\n# y \\\nb = 1\n"
    assert [p.names for p in slices(code)] == [("a",), ("f",), ("b",)]


@pytest.mark.parametrize(
    ("code", "bound"),
    [
        ("import a.b.c", ("a",)),
        ("import a.b as c, d", ("c", "d")),
        ("from m import *", ("*",)),
        ("from .m import x as y, z", ("y", "z")),
        ("a = b = 1", ("a", "b")),
        ("a, (b, *c) = d", ("a", "b", "c")),
        ("a.b = c[0] = 1", ()),
        ("a: int", ("a",)),
        ("a.b: int = 1", ()),
        ("a += 1", ("a",)),
        ("(a := 1)", ("a",)),
        ("[x for x in y if (z := x)]", ("z",)),
        ("f(lambda q: q)", ()),
        ("for a, b in c: d = 1", ("a", "b", "d")),
        ("with a as b, c as (d, e): f = 1", ("b", "d", "e", "f")),
        ("while a: b = 1", ("b",)),
        (
            "try: a = 1\nexcept E as e: b = 1\nelse: c = 1\nfinally: d = 1",
            ("a", "e", "b", "c", "d"),
        ),
        ("if a:\n  def f(): x = 1\n  class C: y = 1\nelse:\n  import z", ("f", "C", "z")),
        (
            "match a:\n  case [b, *c] | {'k': b, **d}: e = 1\n  case C(f) as g: pass",
            ("b", "c", "d", "e", "g", "f"),
        ),
    ],
)
def test_bound_names(code: str, bound: tuple[str, ...]) -> None:
    assert sorted(names(code)) == sorted(bound)


def test_compound_statements_are_marked() -> None:
    code = "if a: pass\ntry: a\nfinally: b\nwith a: pass\nfor a in b: pass\nx = lambda: 1\n"
    assert [p.compound for p in slices(code)] == [True, True, True, True, False]


def test_a_slice_matches_by_its_own_text() -> None:
    code = (
        "class A:\n    def m(self):\n        route\n    def n(self): pass\n"
        "class B:\n    route = 1\n    def m(self): pass\n"
        "x = 'route'\ny = 1\n"
    )
    assert {(p.qualname or p.names[0]): p.matched for p in slices(code)} == {
        "A": False,
        "A.m": True,
        "A.n": False,
        "B": True,
        "B.m": False,
        "x": True,
        "y": False,
    }


@pytest.mark.parametrize(
    "line",
    [
        "import flask as fl",
        "from flask import fl",
        "from other import route as fl",
        "from flask.views import x as fl",
        "try:\n    from flask import fl\nexcept ImportError:\n    pass",
    ],
)
def test_local_names_for_vocabulary_are_words(line: str) -> None:
    parts = slices(f"{line}\ndef f(): fl.x()\ndef g(): flx\n")
    assert [p.matched for p in parts[-2:]] == [True, False]


def test_other_imports_widen_nothing() -> None:
    parts = slices("from other import fl\ndef f(): fl.x()\n")
    assert [p.matched for p in parts] == [False, False]


def held(code: str, *words: str) -> list[str]:
    """The first lines of the slices in which a word stands that the vocabulary has not."""
    lines = code.splitlines()
    return [lines[p.start_line - 1] for p in holding(slices(code), code, Vocabulary(words))]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_class_holds_what_stands_in_its_header(newline: str) -> None:
    code = (
        "class A(Clock):\n    pass\nclass B(\n    Clock,\n):  # of a kind\n    pass\n"
        "class C:\n    x = Clock()\nclass D(Clock): pass\n"
    )
    found = ["class A(Clock):", "class B(", "class D(Clock): pass"]
    assert held(code.replace("\n", newline), "Clock") == found


@pytest.mark.parametrize(
    "line",
    [
        "from clocks import Clock as Ticking",
        "from clocks import (\n    Hand,\n    Clock  as\n    Ticking,\n)",
        "import house.Clock as Ticking",
        "try:\n    from clocks import Clock as Ticking\nexcept ImportError:\n    Ticking = None",
    ],
)
def test_local_names_for_words_are_held(line: str) -> None:
    code = f"{line}\nclass A(Ticking):\n    pass\nhands = Ticking()\nclass B(Clocks):\n    pass\n"
    assert held(code, "Clock")[-2:] == ["class A(Ticking):", "hands = Ticking()"]


def test_matched_slices_are_not_held() -> None:
    assert held("a = Clock(flask)\nb = Clock()\n", "Clock") == ["b = Clock()"]


def test_columns_count_code_points() -> None:
    (part,) = slices("def f(): return 'ä😀'  # why\n")
    assert part.end_column == len("def f(): return 'ä😀'") + 1


def test_syntax_problem_has_its_place() -> None:
    found = problem("x = 1\ndef f(:\n    pass\n")
    assert found.span.start == (2, 7)
    assert found.span.start <= found.span.end
    assert found.message
    assert not found.python2


@pytest.mark.parametrize(
    "code",
    [
        "x = 1\nprint 'hello'\n",
        "print >>f, 'x' if y else\n",
        "try:\n    pass\nexcept ValueError, e:\n    pass\n",
        "exec 'x = 1'\n",
        "raise ValueError, 'x'\n",
        "x = ur'abc'\n",
        "if a <> b: pass\n",
        "x = 0777L\n",
        "x = 10L\n",
        "x = `a`\n",
    ],
)
def test_python_2(code: str) -> None:
    assert problem(code).python2


@pytest.mark.parametrize("code", ["x = (\n", "if x\n    pass\n", "  x = 1\n y = 2\n", "x = 'a\n"])
def test_not_python_2(code: str) -> None:
    assert not problem(code).python2


@pytest.mark.parametrize(
    "code",
    ["x = " + "(" * 500 + ")" * 500, "x = " + "-" * 200_000 + "1", "x = a" + ".b" * 200_000],
)
def test_deep_nesting_is_a_problem_not_a_crash(code: str) -> None:
    assert problem(code).message


def test_warnings_stay_inside(recwarn: pytest.WarningsRecorder) -> None:
    slices("x = '\\d'\nassert (1, 2)\n1 is 1\n")
    assert not list(recwarn)


def test_empty() -> None:
    assert slices("") == ()
    assert slices("# nothing\n") == ()
