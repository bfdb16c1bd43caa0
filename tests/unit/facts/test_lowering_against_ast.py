"""Places of skeleton nodes are those that Python's own parser gives, on real files."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

import flask
import pytest
import starlette

from routelint.facts.extract import extract
from routelint.findings import Span
from routelint.model import ir
from routelint.source.text import read_source
from routelint.source.vocabulary import Vocabulary

PACKAGES = (flask, starlette)
FILES = sorted(p for package in PACKAGES for p in Path(package.__file__).parent.rglob("*.py"))

KINDS: dict[type[ast.AST], type] = {
    ast.Call: ir.Call,
    ast.Attribute: ir.Attribute,
    ast.Subscript: ir.Subscript,
    ast.Await: ir.Await,
    ast.Compare: ir.Compare,
    ast.Return: ir.Return,
    ast.Raise: ir.Raise,
    ast.Assert: ir.Assert,
    ast.Expr: ir.ExprStmt,
    ast.AugAssign: ir.AugAssign,
    ast.If: ir.If,
    ast.For: ir.For,
    ast.While: ir.While,
    ast.Try: ir.Try,
    ast.With: ir.With,
    ast.AsyncFor: ir.For,
    ast.AsyncWith: ir.With,
    ast.ExceptHandler: ir.ExceptHandler,
    ast.Lambda: ir.Lambda,
    ast.Dict: ir.Dictionary,
    ast.IfExp: ir.Conditional,
    ast.Import: ir.Import,
    ast.ImportFrom: ir.ImportFrom,
}


def expected(tree: ast.Module, lines: list[bytes]) -> Counter[tuple[type, Span]]:
    def column(line: int, offset: int) -> int:
        return len(lines[line - 1][:offset].decode()) + 1

    def place(node: ast.AST) -> Span:
        assert isinstance(node, (ast.expr, ast.stmt, ast.ExceptHandler))
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = (node.lineno, column(node.lineno, node.col_offset))
        return Span(*start, node.end_lineno, column(node.end_lineno, node.end_col_offset))

    found: Counter[tuple[type, Span]] = Counter()
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        kind = KINDS.get(type(node))
        if isinstance(node, ast.Lambda):
            # Its value is a return statement in the skeleton.
            found[ir.Return, place(node.body)] += 1
        if kind is not None:
            found[kind, place(node)] += 1
        # Before Python 3.12 the places inside of f-strings are wrong.
        if not isinstance(node, ast.JoinedStr) or sys.version_info >= (3, 12):
            stack.extend(ast.iter_child_nodes(node))
    return found


def got(facts_bodies: list[tuple[ir.Stmt, ...]]) -> Counter[tuple[type, Span]]:
    found: Counter[tuple[type, Span]] = Counter()
    kinds = set(KINDS.values())
    stack: list[ir.Node] = [node for body in facts_bodies for node in body]
    while stack:
        node = stack.pop()
        if type(node) in kinds:
            found[type(node), node.span] += 1  # type: ignore[union-attr]
        if not isinstance(node, ir.FormattedString) or sys.version_info >= (3, 12):
            stack.extend(ir.children(node))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_real_files(path: Path) -> None:
    source = read_source(path)
    facts = extract("x.py", source, Vocabulary(()), everything=True)
    wanted = expected(ast.parse(source.text), source.text.encode().split(b"\n"))
    found = got(list(facts.lowered.values()))
    assert sum(wanted.values()) > 0 or len(source.text) < 200
    # A parenthesised statement starts at its parenthesis for `ast`.
    assert Counter(k for k, _ in found.elements()) == Counter(k for k, _ in wanted.elements())
    assert {k: n for k, n in found.items() if k[0] is not ir.ExprStmt} == {
        k: n for k, n in wanted.items() if k[0] is not ir.ExprStmt
    }
