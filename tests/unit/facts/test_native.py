"""Python's own trees and those of LibCST give the same skeletons, with the same places."""

from __future__ import annotations

import ast
import dataclasses
import textwrap
from collections.abc import Iterator
from pathlib import Path

import flask
import hypothesis.strategies as st
import pytest
import starlette
import tornado
from hypothesis import given

from routelint.facts import lower
from routelint.facts.extract import sketch
from routelint.facts.native import lower as native
from routelint.source.text import read_source, source_of_text
from routelint.source.vocabulary import Vocabulary
from tests.support.fixtures import FIXTURES

PACKAGES = [Path(package.__file__).parent for package in (flask, starlette, tornado)]
WORDS = Vocabulary({"route"})


def flat(node: object) -> Iterator[object]:
    """Everything that a skeleton holds, in order."""
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        yield type(node).__name__
        for field in dataclasses.fields(node):
            yield field.name
            yield from flat(getattr(node, field.name))
    elif type(node) is tuple:
        yield len(node)
        for item in node:
            yield from flat(item)
    else:
        yield type(node).__name__
        yield repr(node)


def both(text: str) -> tuple[list[object], list[object]]:
    facts = sketch("x.py", source_of_text(text), WORDS)
    assert facts.problem is None
    wanted = range(len(facts.outline))
    own = native.lower_slices(text, facts.outline, wanted)
    assert own is not None
    libcst = lower.lower_slices(text, facts.outline, wanted)
    assert own.keys() == libcst.keys()
    return (
        [item for index in sorted(own) for item in flat(own[index])],
        [item for index in sorted(own) for item in flat(libcst[index])],
    )


@pytest.mark.parametrize("package", PACKAGES, ids=lambda p: p.name)
def test_real_files(package: Path) -> None:
    for file in sorted(package.rglob("*.py")):
        own, libcst = both(read_source(file).text)
        assert own == libcst, file


def test_fixtures() -> None:
    for file in sorted(FIXTURES.glob("rules/*/*/bad.py")):
        own, libcst = both(read_source(file).text)
        assert own == libcst, file


SHAPES = '''\
x = f"{a}" "b" f'{c!r:>{width}}' rf"\\d{e}" f"""{
    f + 1:%Y} {{no}} {g=} {h = !s}"""
y = f"{d['k']}{(lambda q: q)(1)}{{}}" f"" "" f"\\N{BULLET}{i}\\n"
z = b"1" b"2", "ü" f"ä{ö}", u"3", -1, 1_000, 0xFF, 1.5e3, 2j, ..., None
call(a, *b, k=(1), *c, **d)
call((a), (b, c), ((d)), k = (e),)  # a comment (with a parenthesis
call(x for x in (y))
call((x for x in y), 1)
(call)(
    # f(
    a
)
(yield_ := 3)
t[1:2, ::3, ...], t[a,], t[(b, c)], t[
    1:
]
del (a, b), c
del (a, b)
a = b, = c
a: int = 1
a @= b; a //= c; a >>= 1
if (a and b) and (c or (d or e)) and not f: pass
elif a is not b not in c: pass
else: pass
for i, (j, *k) in l: continue
else: 1
while 1: break
@ (deco)
@deco.more(1) # (
async def fn(a, /, b: int = (1), *args: (int), c=2, d, **kw: str) -> (a.b): # :
    async with a as (b, c), d: await e
    async for f in g: yield
    return lambda a, *, b=(1): (yield)
def gen(): yield from (i async for i in j if k if l)
class K(A, B[int], metaclass=M, **kw):
    """Text."""
    a = 1; b = 2
    def m(self): return super().m()
    class N: x = 1
    @property

    # comment
    def n(self): ...
class O: pass
class P(): pass
class Q(
    A,  # :
): pass
try: a
except (A, B) as e: b
except: raise C from d
else: e
finally: f
match a, b:
    # comment: case
    case (1 | 2) if (c): d;
    case {"k": v, **rest}: e
    case [f, *_] as whole: g
    case C(x, y=h): i
    case _: j
from . import a as b
from .c.d import (e,
    f as g,)
import h.i as j, k
global l
assert m, n
lambda: 0
lambda *a, **k: (a, k)
{**a, "b": c, **{}}
{a: b for a, b in c}
[*a, *(b)]
x = [i
     for i in j]
not a < b <= c != d
a if b else c if d else e
s = """line
two ü""" .format(a)
ünïcode.ätt.b("ö", ä=1)
'''


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_shapes(newline: str) -> None:
    own, libcst = both(SHAPES.replace("\n", newline))
    assert own == libcst


def test_newer_syntax_is_left_to_libcst(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def f(): route()\n"
    facts = sketch("x.py", source_of_text(text), WORDS)

    def refuses(*args: object, **kwargs: object) -> None:
        raise SyntaxError

    monkeypatch.setattr(ast, "parse", refuses)
    assert native.lower_slices(text, facts.outline, [0]) is None


PIECES = st.sampled_from(
    [
        "a",
        "{x}",
        "{{",
        "}}",
        "\\n",
        "'",
        '"',
        "{y!r}",
        "{z:>{w}}",
        "{d['k']}",
        "{f(a=1)}",
        "{b != c}",
    ]
)


@given(st.lists(PIECES, max_size=8), st.sampled_from(["f", "rf", "F", "fR"]))
def test_f_strings(pieces: list[str], prefix: str) -> None:
    text = f"x = {prefix}'''{''.join(pieces)} '''\n"
    try:
        ast.parse(text)
    except SyntaxError:
        return
    own, libcst = both(textwrap.dedent(text))
    assert own == libcst
