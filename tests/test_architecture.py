"""The layer table of docs/architecture.md, read from the imports of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "routelint"

#: For each part, the parts (or single modules) of routelint that it may import besides itself.
LAYERS: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "findings": set(),
    "cache": {"findings"},
    "config": set(),
    # An outline is made of `Slice`, a plain dataclass that facts and model share.
    "source": {"config", "findings", "model.facts"},
    "model": {"findings"},
    "facts": {
        "cache",
        "source",
        "findings",
        "model.facts",
        "model.ir",
        "model.loader",
        "model.suites",
    },
    "frameworks": {"facts", "model", "findings"},
    "flow": {"model", "findings"},
    "policies": {"model", "flow", "findings"},
    "fixes": {"findings", "source"},
    # The rules about ignore comments report what triage has found.
    "rules": {"model", "flow", "policies", "findings", "fixes", "triage.suppress"},
    "map": {"model", "policies", "findings"},
    "triage": {"findings"},
    "output": {"findings", "model", "map.table", "map.compare"},
    "projects": {"model", "source"},
    "analysis": {
        "cache",
        "config",
        "source",
        "facts",
        "frameworks",
        "model",
        "findings",
        "fixes",
        "rules",
        "triage",
    },
    "engine": {
        "analysis",
        "projects",
        "cache",
        "config",
        "source",
        "facts",
        "frameworks",
        "model",
        "flow",
        "policies",
        "findings",
        "fixes",
        "rules",
        "triage",
        "output",
    },
    "cli": {
        "cache",
        "engine",
        "config",
        "source",
        "facts",
        "frameworks",
        "model",
        "flow",
        "policies",
        "map",
        "findings",
        "fixes",
        "rules",
        "triage",
        "output",
    },
}

#: Which parts may import a library.
LIBRARIES: dict[str, set[str]] = {
    "libcst": {"source", "facts", "frameworks", "fixes"},
    "click": {"cli"},
    "tomli": {"config"},
    "rich": {"output", "cli"},
    "pathspec": {"source", "config", "analysis"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    """(line, dotted module) of each import."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}:{node.lineno}: imports are absolute"
            assert node.module is not None
            for alias in node.names:
                # `from routelint.model import ir` names a module of its own.
                whole = f"{node.module}.{alias.name}"
                path = PACKAGE.parent.joinpath(*whole.split("."))
                is_module = path.is_dir() or path.with_suffix(".py").exists()
                yield node.lineno, whole if is_module else node.module


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_layers(file: Path) -> None:
    own = part_of(file)
    allowed = LAYERS[own] | {own}
    wrong = []
    for line, module in imports_of(file):
        head, _, rest = module.partition(".")
        if head != "routelint":
            if own not in LIBRARIES.get(head, {own}):
                wrong.append(f"{file.name}:{line}: {own} must not import {head}")
            continue
        if not rest:
            # The package itself has nothing but its version.
            continue
        part = rest.split(".")[0]
        if part not in allowed and ".".join(rest.split(".")[:2]) not in allowed:
            wrong.append(f"{file.name}:{line}: {own} must not import {module}")
    assert wrong == []


def test_every_part_is_in_the_table() -> None:
    assert {part_of(file) for file in MODULES} == set(LAYERS)


def test_one_module_knows_tomli() -> None:
    users = [f for f in MODULES if any(m.split(".")[0] == "tomli" for _, m in imports_of(f))]
    assert len(users) <= 1


def test_rules_never_import_each_other() -> None:
    """What two rules need belongs to the model, to flow or to a module without a rule in it."""
    rules = [f for f in MODULES if part_of(f) == "rules" and _is_rule(f)]
    names = {".".join(("routelint", *f.relative_to(PACKAGE).with_suffix("").parts)) for f in rules}
    for file in rules:
        for line, module in imports_of(file):
            assert module not in names, f"{file.name}:{line}"


def _is_rule(file: Path) -> bool:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    targets = (t for s in tree.body if isinstance(s, ast.Assign) for t in s.targets)
    return any(isinstance(t, ast.Name) and t.id == "META" for t in targets)


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_annotations_are_not_evaluated(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if [s for s in tree.body if not isinstance(s, ast.Expr)]:
        assert "__future__.annotations" in {
            f"{s.module}.{a.name}"
            for s in tree.body
            if isinstance(s, ast.ImportFrom)
            for a in s.names
        }
