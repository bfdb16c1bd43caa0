"""Lowering some slices of a file gives what lowering the whole file gives for them."""

from __future__ import annotations

import random
from pathlib import Path

import django
import flask
import pytest
import starlette

from routelint.facts.extract import extract, lower_slices
from routelint.model import ir
from routelint.model.facts import FileFacts
from routelint.source.text import SourceText, read_source, source_of_text
from routelint.source.vocabulary import Vocabulary
from tests.unit.facts.plain import plain

CONTRIB = Path(django.__file__).parent / "contrib"
FILES = sorted(
    [
        *Path(flask.__file__).parent.rglob("*.py"),
        *Path(starlette.__file__).parent.rglob("*.py"),
        *(
            p
            for app in ("auth", "sessions", "messages", "admin")
            for p in (CONTRIB / app).rglob("*.py")
        ),
    ]
)
ROUNDS = 3


def whole(source: SourceText) -> FileFacts:
    facts = extract("file.py", source, Vocabulary(()), everything=True)
    assert facts.problem is None
    assert facts.diagnostics == ()
    return facts


def same(source: SourceText, facts: FileFacts, picked: list[int]) -> None:
    lowered = lower_slices(source, facts, picked)
    assert sorted(lowered) == sorted(picked)
    for index in picked:
        expected = plain(facts.lowered[index], spans=True)
        assert plain(lowered[index], spans=True) == expected, facts.outline[index]


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_real_files(path: Path) -> None:
    source = read_source(path)
    facts = whole(source)
    assert sorted(facts.lowered) == [part.index for part in facts.outline]
    everything = [part.index for part in facts.outline]
    choice = random.Random(path.name)
    for _ in range(ROUNDS):
        same(source, facts, choice.sample(everything, k=len(everything) // 3))


NESTED = """\
import os; import sys
class A(Base, x=1):
    # only methods

    @property
    def a(self):
        return 1

    class B:
        '''doc'''
        y = 2
        def b(self): pass
        if y:
            def c(self): pass

class Empty: pass
class OneLine: x = 1; y = 2
@(
    decorate
)
def f(): return '''
def g(): pass
'''
x = 1; y = (
    2); z = 3
(
    app
    .run()
)
a = 1 + \\
    2
if x:
    def h(): yield
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_slice_alone(newline: str) -> None:
    source = source_of_text(NESTED.replace("\n", newline))
    facts = whole(source)
    for part in facts.outline:
        same(source, facts, [part.index])


def test_a_class_keeps_its_statements_and_elides_its_methods() -> None:
    facts = whole(source_of_text(NESTED))
    (index,) = (p.index for p in facts.outline if p.qualname == "A.B")
    (node,) = facts.lowered[index]
    assert isinstance(node, ir.Class)
    assert node.qualname == "A.B"
    kinds = [type(s).__name__ for s in node.body]
    assert kinds == ["ExprStmt", "Assign", "Elided", "If"]
    elided = node.body[2]
    assert isinstance(elided, ir.Elided)
    assert (elided.name, elided.kind) == ("b", "function")
    assert facts.outline[elided.slice].qualname == "A.B.b"
    assert tuple(elided.span) == (12, 9, 12, 26)
    (method,) = facts.lowered[elided.slice]
    assert isinstance(method, ir.Function)
    assert method.qualname == "A.B.b"
    assert method.span == elided.span


def test_only_what_matters_is_lowered() -> None:
    code = (
        "import os\nx = route\ny = 1\ntry:\n    import z\nexcept ImportError:\n    z = None\n"
        "def f(): route()\ndef g(): pass\n"
        "class C:\n    def m(self): route()\n    def n(self): pass\n"
    )
    facts = extract("x.py", source_of_text(code), Vocabulary({"route"}))
    lowered = {facts.outline[i].names[0] for i in facts.lowered}
    assert lowered == {"os", "x", "z", "f", "m"}


def test_code_that_libcst_refuses_is_read_by_python_or_left_out_and_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # https://docs.python.org/3/reference/simple_stmts.html#annotated-assignment-statements
    code = "def f(): pass\n(i): int = 1\ndef g(): pass\n"
    facts = extract("x.py", source_of_text(code), Vocabulary(()), everything=True)
    assert facts.diagnostics == ()
    assert [len(facts.lowered[index]) for index in range(3)] == [1, 1, 1]

    for name in ("lower_slices", "lower_tree"):
        monkeypatch.setattr(f"routelint.facts.native.lower.{name}", lambda *_: None)
    facts = extract("x.py", source_of_text(code), Vocabulary(()), everything=True)
    (problem,) = facts.diagnostics
    assert (problem.kind, problem.path) == ("unreadable", "x.py")
    assert problem.span is not None
    assert problem.span.line == 2
    assert [len(facts.lowered[index]) for index in range(3)] == [1, 0, 1]
