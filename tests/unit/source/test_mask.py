"""What is left of a file when only some slices are wanted."""

from __future__ import annotations

import ast

import pytest

from routelint.source.mask import reduce
from routelint.source.outline import outline
from routelint.source.vocabulary import Vocabulary

CODE = """\
import os

class A(
    B,
):
    # only methods

    @property
    def a(self):
        return 1

    class N:
        def n(self): pass

    def b(self): pass

class C:
    x = 1

    def c(self):
        return '''
text
'''
y = 2"""


def reduced(*wanted: str, code: str = CODE) -> tuple[str, tuple[int, ...]]:
    parts = outline(code, Vocabulary(()))
    assert isinstance(parts, tuple)
    by_name = {part.qualname or part.names[0]: part.index for part in parts}
    result = reduce(code, parts, {by_name[name] for name in wanted})
    ast.parse(result.text)
    return result.text, result.line_map


def test_a_method_keeps_its_class_header() -> None:
    text, lines = reduced("A.b")
    assert text == "class A(\n    B,\n):\n    # only methods\n\n    def b(self): pass\n"
    assert lines == (3, 4, 5, 6, 7, 15)


def test_a_class_without_statements_gets_a_pass() -> None:
    text, lines = reduced("A")
    assert text.rstrip().endswith("    pass")
    assert lines[-1] == 0
    assert "def" not in text


def test_a_class_keeps_its_statements() -> None:
    text, lines = reduced("C")
    assert text == "class C:\n    x = 1\n\n"
    assert lines == (17, 18, 19)


def test_a_nested_method_keeps_both_headers() -> None:
    text, lines = reduced("A.N.n", "y")
    assert "class A(" in text and "class N:" in text and "def n(self)" in text
    assert "def a" not in text
    assert lines[-2:] == (13, 24)
    assert text.endswith("y = 2\n")


def test_text_in_strings_stays() -> None:
    text, _ = reduced("C.c")
    assert text == "class C:\n    def c(self):\n        return '''\ntext\n'''\n"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_stay(newline: str) -> None:
    text, lines = reduced("os", "C.c", code=CODE.replace("\n", newline))
    assert lines == (1, 17, 20, 21, 22, 23)
    assert text.count(newline) == 6


def test_everything() -> None:
    parts = outline(CODE, Vocabulary(()))
    assert isinstance(parts, tuple)
    result = reduce(CODE, parts, range(len(parts)))
    assert [line for line in result.text.splitlines() if line.strip()] == [
        line for line in CODE.splitlines() if line.strip()
    ]


def test_nothing() -> None:
    assert reduced() == ("", ())
