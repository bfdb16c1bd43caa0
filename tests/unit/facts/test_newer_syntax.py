"""Files whose syntax the running Python may not know."""

from __future__ import annotations

import sys

import pytest

from routelint.facts.extract import extract
from routelint.facts.outline import is_shallow, outline_of_tree
from routelint.facts.scopes import MAX_DEPTH
from routelint.model import ir
from routelint.source.outline import outline
from routelint.source.text import source_of_text
from routelint.source.vocabulary import Vocabulary

WORDS = Vocabulary({"route", "flask"})

NEWER = {
    "t-string": 'x = t"{route}"\ndef f(): pass\n',
    "except without parentheses": "try:\n    f()\nexcept A, B:\n    route()\n",
    "type parameters": "type X[T = int] = list[T]\ndef f[T](x: T): route()\n",
    "nested quotes": "x = f'{d['route']}'\n",
}


@pytest.mark.parametrize("name", NEWER)
def test_lowered_on_every_python(name: str) -> None:
    facts = extract("x.py", source_of_text(NEWER[name]), WORDS)
    assert facts.problem is None
    assert facts.diagnostics == ()
    assert facts.lowered


OLDER = """\
import os.path, sys as system
from flask import request as rq, Flask
from m import *
a, (b, *c) = d.e = f[0] = 1
x: int
g += 1
@(
    deco
)
def fn(p=(w := 1)): inner = 1
class K(B):
    '''doc'''
    attr = 1
    @rq.x
    def m(self): pass
    class N:
        def n(self): route
if a:
    i = 1
elif b:
    for j, k in l: import q.r
    else: del i
else:
    with o as (t, u): pass
try: v
except E as exc: pass
match a:
    case {"x": cap, **rest}: pass
    case [first, *others] | first: pass
    case C(z=zz) as whole: pass
while (walrus := 1): [lc for lc in a if (leak := lc)]
s = 1; import late
"""


def test_both_outlines_agree() -> None:
    expected = outline(OLDER, WORDS)
    got = outline_of_tree(OLDER, WORDS)
    assert isinstance(expected, tuple)
    assert got is not None
    assert [
        (
            p.kind,
            p.qualname,
            sorted(p.names),
            p.start_line,
            p.end_line,
            p.parent,
            p.matched,
            p.body_line,
            p.compound,
        )
        for p in got
    ] == [
        (
            p.kind,
            p.qualname,
            sorted(p.names),
            p.start_line,
            p.end_line,
            p.parent,
            p.matched,
            p.body_line,
            p.compound,
        )
        for p in expected
    ]


def test_refused_by_both() -> None:
    facts = extract("x.py", source_of_text("def f(:\n"), WORDS)
    assert facts.problem is not None
    assert facts.outline == ()
    assert facts.lowered == {}


def test_deep_nesting_ends_in_the_unknown_name() -> None:
    code = "x = " + " + ".join(["a"] * 400) + "\n"
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        facts = extract("x.py", source_of_text(code), WORDS, everything=True)
    finally:
        sys.setrecursionlimit(limit)
    (statement,) = facts.lowered[0]
    nodes = list(ir.walk(statement))
    assert sum(isinstance(node, ir.BinaryOp) for node in nodes) == MAX_DEPTH
    assert any(isinstance(node, ir.Name) and node.id == "..." for node in nodes)


DEEP = {
    "prefixes": "lambda: " * 4000,
    "signs": "-" * 9000,
    "brackets": "[" * 300,
    "powers": "a ** " * 4000,
    "attributes": ".b" * 6000,
    "lines of operators": "(a\n" + "+ a\n" * 4000,
    "lines of strings": "('a'\n" + "'a'\n" * 4000,
    "size": "x = 1\n" * 80_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_what_may_be_deep_is_not_tried(name: str) -> None:
    assert not is_shallow(DEEP[name])
    assert outline_of_tree(DEEP[name], WORDS) is None


def test_usual_code_is_shallow() -> None:
    assert is_shallow(OLDER * 20)
