"""Changes that mean nothing to Python change nothing in the findings."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

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


#: Fixtures in which findings still depend on how imported names are called in a file, and of which
#: rules: what is missed (or no longer silenced) under other names. docs/architecture.md tells of it.
GAPS = {
    "dead-route-pattern/fastapi/good.py": "RL208",
    "ineffective-rate-limit/fastapi/good_defaults.py": "RL406",
    "ineffective-rate-limit/quart/bad.py": "RL406",
    "ineffective-rate-limit/quart/bad_unbound.py": "RL406",
    "ineffective-rate-limit/quart/good.py": "RL406",
    "ineffective-rate-limit/quart/good_noted.py": "RL406",
    "ineffective-rate-limit/quart/good_unbound.py": "RL406",
    "ineffective-rate-limit/starlette/good_defaults.py": "RL406",
    "missing-security-headers/bottle/bad.py": "RL509",
    "missing-security-headers/fastapi/bad.py": "RL509",
    "missing-security-headers/flask/bad.py": "RL509",
    "missing-security-headers/pyramid/bad.py": "RL509",
    "missing-security-headers/quart/bad.py": "RL509",
    "missing-security-headers/sanic/bad.py": "RL509",
    "missing-security-headers/starlette/bad.py": "RL509",
    "run-at-import/http_server/bad_imported": "RL901",
    "trusted-proxy/flask/bad_helper": "RL510",
    "unlimited-login/quart/bad.py": "RL406",
    "unlimited-login/quart/good.py": "RL406",
    "unsafe-get/django/bad.py": "RL801",
    "unsafe-get/fastapi/bad.py": "RL801",
    "unsafe-get/flask/bad.py": "RL801",
    "unsafe-get/starlette/bad.py": "RL801",
    "unvalidated-body/fastapi/bad.py": "RL704",
    "unvalidated-body/flask/bad_database.py": "RL704",
    "unvalidated-body/ninja/bad.py": "RL704",
    "websocket-origin/tornado/bad.py": "RL308",
    "wrong-auth-status/django/bad.py": "RL310",
    "wrong-auth-status/litestar/bad.py": "RL310",
    "wrong-auth-status/pyramid/bad.py": "RL310",
}

#: The same for line ends: with those of Windows a module is not read that only imports another.
GAPS_OF_LINE_ENDS = {"run-at-import/http_server/bad_imported": "RL901"}


@pytest.mark.parametrize(
    ("change", "shift"),
    [(with_crlf, 0), (shifted, 3), (aliased, 0)],
    ids=["crlf", "blank-lines", "alias"],
)
@pytest.mark.parametrize("fixture", FIXTURES, ids=fixture_id)
def test_findings_stay(fixture: Path, change: Callable[[str], str], shift: int) -> None:
    texts = linting.texts_of(fixture)
    if change is aliased and fixture.is_dir():
        # Other modules may import these names from a module; nothing imports from main.py.
        names = ["main.py"] if "main.py" in texts else []
    else:
        names = [path for path in texts if path.endswith(".py")]
    changed = {
        path: change(raw.decode()).encode() if path in names else raw for path, raw in texts.items()
    }
    before = linting.lint_texts(texts)
    after = linting.lint_texts(changed)
    advice = ADVICE - own_code(fixture)
    now = [row for row in linting.lines_found(after) if row[2] not in advice]
    then = [
        (path, line + shift, code)
        for path, line, code in linting.lines_found(before)
        if code not in advice
    ]
    name = "/".join(fixture.parts[-3:])
    gaps = {aliased: GAPS, with_crlf: GAPS_OF_LINE_ENDS}
    gap = gaps.get(change, {}).get(name)
    if gap is not None:
        # An entry that is not true any more has to go.
        assert [r for r in now if r[2] == gap] != [r for r in then if r[2] == gap]
    assert [r for r in now if r[2] != gap] == [r for r in then if r[2] != gap]
    if change is not aliased:
        kept = [f.fingerprint for f in before.findings if f.code != gap]
        assert [f.fingerprint for f in after.findings if f.code != gap] == kept
