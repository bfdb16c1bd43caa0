"""Run the whole of routelint on a fixture, the way a user would."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from routelint import engine, fixes
from routelint.config import Config
from routelint.findings import Finding
from routelint.findings.report import Report

REPOSITORY = Path(__file__).resolve().parents[2]


def default_config() -> Config:
    """Every rule that is implemented, whatever its tier; no cache, one process."""
    return replace(Config(), select=("ALL",), cache=False, jobs=1)


def lint(project: Path, *, config: Config | None = None) -> Report:
    """Analyse `project`: a directory is a project root, a file a project of its own."""
    root, targets = (project, None) if project.is_dir() else (project.parent, [project])
    return engine.analyse(config or default_config(), root=root, targets=targets)


def isolated_copy(project: Path, into: Path) -> Path:
    """Copy a fixture (a file or a directory) into a directory of its own; returns the copy."""
    into.mkdir(parents=True, exist_ok=True)
    copy = into / project.name
    if project.is_dir():
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(project, copy)
    return copy


def fix(project: Path, *, unsafe: bool = True) -> list[Finding]:
    """Apply the fixes to `project` in place; returns what is found afterwards."""
    root = project if project.is_dir() else project.parent
    targets = None if project.is_dir() else [project]

    def findings() -> list[Finding]:
        return list(engine.analyse(default_config(), root=root, targets=targets).findings)

    fixes.fix_until_stable(findings, fixes.DiskFiles(root), unsafe=unsafe)
    return findings()
