"""Fixes: what rules intend, exact edits, and applying them without losing anything."""

from __future__ import annotations

from routelint.fixes.apply import (
    FileChangedError,
    FixResult,
    Unfixed,
    apply_fixes,
    diff,
    fix_until_stable,
)
from routelint.fixes.files import Change, DiskFiles, Files, MemoryFiles
from routelint.fixes.lines import CannotFix
from routelint.fixes.materialise import materialise, materialised

__all__ = [
    "CannotFix",
    "Change",
    "DiskFiles",
    "FileChangedError",
    "Files",
    "FixResult",
    "MemoryFiles",
    "Unfixed",
    "apply_fixes",
    "diff",
    "fix_until_stable",
    "materialise",
    "materialised",
]
