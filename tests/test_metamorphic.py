"""Changes that mean nothing to Python change nothing in the findings."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from routelint.findings.report import Report
from tests.support import linting
from tests.support.fixtures import ADVICE, fixture_id, own_code, rule_fixtures

FIXTURES = [fixture.path for fixture in rule_fixtures()]
Lines = list[tuple[str, int, str]]


def with_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def shifted(text: str) -> str:
    return "\n# A comment.\n\n" + text


def aliased(text: str) -> str:
    """Every name that is imported with `from ... import` gets another name in this file."""
    tree = ast.parse(text)
    names = {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
        if alias.asname is None and alias.name != "*"
    }
    names -= _bound_otherwise(tree)
    edits: list[tuple[int, int, str, str]] = []
    lines = text.split("\n")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            edits.append((node.lineno, _column(lines, node), node.id, f"{node.id}_"))
        elif isinstance(node, ast.alias) and node.name in names and node.asname is None:
            edits.append(
                (node.lineno, _column(lines, node), node.name, f"{node.name} as {node.name}_")
            )
    # Before Python 3.12 the names within f-strings have no usable position.
    misplaced = {e[2] for e in edits if not lines[e[0] - 1].startswith(e[2], e[1])}
    for line, column, name, new in sorted(edits, reverse=True):
        if name not in misplaced:
            old = lines[line - 1]
            lines[line - 1] = old[:column] + new + old[column + len(name) :]
    return "\n".join(lines)


def _column(lines: list[str], node: ast.Name | ast.alias) -> int:
    return len(lines[node.lineno - 1].encode()[: node.col_offset].decode())


def _bound_otherwise(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        if isinstance(node, ast.arg):
            found.add(node.arg)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        if isinstance(node, ast.alias) and node.asname:
            found.add(node.asname)
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node not in tree.body:
            found.update(a.name for a in node.names)
    return found


@pytest.mark.parametrize("fixture", FIXTURES, ids=fixture_id)
def test_findings_stay(fixture: Path) -> None:
    texts = linting.texts_of(fixture)
    before = linting.lint_texts(texts)
    for change, shift in ((with_crlf, 0), (shifted, 3), (aliased, 0)):
        stay(fixture, texts, before, change, shift)


def stay(
    fixture: Path,
    texts: dict[str, bytes],
    before: Report,
    change: Callable[[str], str],
    shift: int,
) -> None:
    if change is aliased and fixture.is_dir():
        # Other modules may import these names from a module; nothing imports from main.py.
        names = ["main.py"] if "main.py" in texts else []
    else:
        names = [path for path in texts if path.endswith(".py")]
    changed = {
        path: change(raw.decode()).encode() if path in names else raw for path, raw in texts.items()
    }
    after = linting.lint_texts(changed)
    advice = ADVICE - own_code(fixture)
    now = [row for row in linting.lines_found(after) if row[2] not in advice]
    then = [
        (path, line + shift, code)
        for path, line, code in linting.lines_found(before)
        if code not in advice
    ]
    assert now == then, change.__name__
    if change is not aliased:
        kept = [f.fingerprint for f in before.findings]
        assert [f.fingerprint for f in after.findings] == kept, change.__name__
