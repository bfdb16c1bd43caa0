"""Run the whole of routelint on a fixture, the way a user would."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from routelint import engine, fixes
from routelint.config import Config
from routelint.findings import Finding
from routelint.findings.report import Report

#: What running a fixture, or routelint on it, leaves there.
_MADE = frozenset({"__pycache__", ".routelint_cache"})


def every_rule() -> Config:
    """Every rule that is implemented, whatever its tier; no cache, one process."""
    return replace(Config(), select=("ALL",), preview=True, cache=False, jobs=1)


def texts_of(fixture: Path) -> dict[str, bytes]:
    """The files of a fixture by path: of a directory all, of a file itself."""
    if fixture.is_file():
        return {fixture.name: fixture.read_bytes()}
    return {
        file.relative_to(fixture).as_posix(): file.read_bytes()
        for file in sorted(fixture.rglob("*"))
        if file.is_file() and not _MADE & set(file.parts)
    }


def lint(fixture: Path, *, slicing: bool = True) -> Report:
    """Analyse a fixture: a directory as a project root, a file as a project of its own."""
    return lint_texts(texts_of(fixture), slicing=slicing)


def lint_texts(texts: Mapping[str, bytes], *, slicing: bool = True) -> Report:
    """Analyse files that are given by relative path; nothing else is in their project."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        for path, content in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        return engine.analyse(every_rule(), root=root, slicing=slicing)


def lines_found(report: Report) -> list[tuple[str, int, str]]:
    """(path, line, code) of each finding, sorted."""
    return sorted((f.path, f.span.line, f.code) for f in report.findings)


def isolated_copy(fixture: Path, into: Path) -> Path:
    """Copy a fixture (a file or a directory) into the directory `into`; returns the copy."""
    into.mkdir(parents=True, exist_ok=True)
    copy = into / fixture.name
    if fixture.is_dir():
        shutil.copytree(fixture, copy, ignore=shutil.ignore_patterns(*_MADE))
    else:
        shutil.copy2(fixture, copy)
    return copy


def fix(copy: Path, *, unsafe: bool = True) -> fixes.FixResult:
    """Apply the fixes to an isolated copy, in place."""
    root = copy if copy.is_dir() else copy.parent

    def findings() -> tuple[Finding, ...]:
        return engine.analyse(every_rule(), root=root).findings

    return fixes.fix_until_stable(findings, fixes.DiskFiles(root), unsafe=unsafe)
