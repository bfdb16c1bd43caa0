"""Recorded positions are those of LibCST's own PositionProvider."""

from __future__ import annotations

from pathlib import Path

import flask
import libcst as cst
import pytest
import starlette
from libcst.metadata import MetadataWrapper, PositionProvider

from routelint.facts.positions import Positions
from routelint.findings import Span

SNIPPETS = {
    "assignment": "x = 1\ny=x  # why\n",
    "no final newline": "x = 1",
    "call": "f( a , b = 2 , *c , ** d )\n",
    "calls on several lines": "(\n    f\n    .g(1)\n    .h(\n        2,\n    )\n)\n",
    "parentheses": "((a)) + ( (b) )\n(1, 2)\n()\n",
    "strings": "x = 'a' \"b\"\ny = '''a\n  b\n''' + f'{x!r:>{w}} {y = }'\n",
    "decorators": "@a\n# why\n@b.c(1)\nasync def f(x: int = 1, /, *y: str, z, **k) -> None: ...\n",
    "class": "@d\nclass C(A, metaclass=M):\n    '''doc'''\n    x: int = 1\n    def m(self): pass\n",
    "flow": (
        "if a:\n    pass\nelif b: pass\nelse:\n    x; y\nfor i, j in z: break\nelse:\n    pass\n"
        "while 1:\n    continue\n"
    ),
    "try": (
        "try:\n    a\nexcept (A, B) as e:\n    b\nexcept C: c\nelse:\n    d\nfinally:\n    e\n"
        "try:\n    a\nexcept* A as e:\n    b\n"
    ),
    "with": "async def f():\n    async with a as b, c() as (d, e):\n        await x\n",
    "match": (
        "match a:\n    case [1, *rest] if rest: pass\n    case {'k': v, **kw}:\n        pass\n"
        "    case C(x, y=1) | None as z: pass\n    case _:\n        pass\n"
    ),
    "comprehensions": "[a for b in c if d if e]\n{a: b for c in d for e in f}\nsum(x for x in y)\n",
    "imports": "import a.b as c, d\nfrom .. import (\n    x,\n    y as z,\n)\nfrom m import *\n",
    "lambda": "f = lambda x, *y, z=1: x + z\n",
    "subscripts": "x[1]\nx[1:2, ::3]\nx[a][b].c\n",
    "crlf": "def f():\r\n    x = '''a\r\nb'''\r\n    return x\r\n",
    "cr": "def f():\r    return 1\rx = 2\r",
    "form feed": "x = 1\n\x0c\ny = 2\n",
    "unicode": "größe = 'äöü😀'; y = größe\n",
    "tabs": "if a:\n\tif b:\n\t\tc()\n",
    "continued": "x = 1 + \\\n    2\nassert x, \\\n  'y'\n",
    "types": "type A[T: int, *Ts, **P] = list[T]\ndef f[T](x: T) -> T: ...\nclass B[T]: pass\n",
    "walrus": "if (n := f(1)) > 2: print(n)\n",
    "semicolons": "a; b ;c;\n",
    "comments only": "# nothing\n\n# here\n",
    "empty": "",
}


def check(code: str) -> int:
    wrapper = MetadataWrapper(cst.parse_module(code), unsafe_skip_copy=True)
    expected = wrapper.resolve(PositionProvider)
    positions = Positions(wrapper.module, code)
    compared = 0
    for node, place in expected.items():
        if id(node) not in positions._ranges or isinstance(node, cst.Module):
            continue
        start, end = place.start, place.end
        assert positions.span(node) == Span(
            start.line, start.column + 1, end.line, end.column + 1
        ), type(node).__name__
        compared += 1
    return compared


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets(name: str) -> None:
    compared = check(SNIPPETS[name])
    assert compared > 0 or name in ("empty", "comments only")


FILES = sorted(
    [
        *Path(flask.__file__).parent.glob("*.py"),
        *Path(starlette.__file__).parent.glob("*.py"),
        *Path(cst.__file__).parent.joinpath("_nodes").glob("*.py"),
    ]
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_files(path: Path) -> None:
    check(path.read_text("utf-8"))


def test_line_map_gives_original_lines() -> None:
    code = "a\nf(\n  1)\n"
    module = cst.parse_module(code)
    positions = Positions(module, code, [10, 20, 21])
    assert positions.span(module.body[0]) == Span(10, 1, 10, 2)
    assert positions.span(module.body[1]) == Span(20, 1, 21, 5)
