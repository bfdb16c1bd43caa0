"""Which files belong to a project."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from routelint.source.discover import find_files


def make(root: Path, *paths: str, text: str = "") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def test_python_files_sorted(tmp_path: Path) -> None:
    make(tmp_path, "b.py", "a/z.py", "a/b.pyw", "a/c.txt", "script", "a.pyc", "m/migrations/1.py")
    found = find_files(tmp_path)
    assert found.files == ("a/b.pyw", "a/z.py", "b.py", "m/migrations/1.py")
    assert found.reported == found.files


@pytest.mark.parametrize(
    "folder", [".git", ".venv", "venv", "node_modules", "__pycache__", "build", "dist", ".tox"]
)
def test_folders_without_project_code(tmp_path: Path, folder: str) -> None:
    make(tmp_path, f"{folder}/x.py", f"deep/{folder}/x.py", f"deep/{folder}.py", f"my{folder}/x.py")
    assert find_files(tmp_path).files == (f"deep/{folder}.py", f"my{folder}/x.py")


GITIGNORE = """\
# comment
*.tmp.py
/top.py
gen/
!gen/keep.py
docs/*.py
!docs/conf.py
**/cache/*.py
data/**/x.py
back\\#slash.py
[ab]*.py
!ab.py
spa ce.py
"""


def test_gitignore_is_what_git_ignores(tmp_path: Path) -> None:
    make(tmp_path, ".gitignore", text=GITIGNORE)
    make(tmp_path, "sub/.gitignore", text="own.py\n!a.py\n/only.py\n")
    make(
        tmp_path,
        "x.tmp.py",
        "top.py",
        "sub/top.py",
        "gen/keep.py",
        "gen/other.py",
        "sub/gen/x.py",
        "docs/conf.py",
        "docs/x.py",
        "docs/deep/x.py",
        "q/cache/x.py",
        "q/cache/deep/x.py",
        "data/x.py",
        "data/1/2/x.py",
        "back#slash.py",
        "a.py",
        "ab.py",
        "sub/a.py",
        "sub/b.py",
        "sub/own.py",
        "sub/only.py",
        "sub/deep/own.py",
        "sub/deep/only.py",
        "own.py",
        "spa ce.py",
        "plain.py",
    )
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    expected = sorted(path for path in listed.split("\0") if path.endswith(".py"))
    assert list(find_files(tmp_path).files) == expected
    assert len(find_files(tmp_path, respect_gitignore=False).files) == 25


def test_gitignore_above_the_root(tmp_path: Path) -> None:
    make(tmp_path, ".gitignore", text="/app/gen.py\nsecret.py\n")
    make(tmp_path, "app/gen.py", "app/secret.py", "app/x.py", "app/sub/gen.py")
    (tmp_path / ".git").mkdir()
    assert find_files(tmp_path / "app").files == ("sub/gen.py", "x.py")


def test_exclude_patterns(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "legacy/x.py", "deep/legacy/x.py", "gen_a.py", "deep/gen_b.py")
    assert find_files(tmp_path, exclude=["/legacy", "gen_*"]).files == ("a.py", "deep/legacy/x.py")


def test_targets(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "pkg/b.py", "pkg/c.py", "notes.txt", "docs/readme.md")
    make(tmp_path, "run", text="#!/usr/bin/env python3\n")
    targets = ["pkg", "run", "nope.py", "notes.txt", "docs", ".."]
    found = find_files(tmp_path, [tmp_path / name for name in targets])
    assert found.reported == ("pkg/b.py", "pkg/c.py", "run")
    assert found.files == ("a.py", "pkg/b.py", "pkg/c.py", "run")
    assert [p.name for p in found.missing] == ["nope.py"]
    assert [p.name for p in found.empty] == ["notes.txt", "docs"]
    assert len(found.outside) == 1


def test_the_root_as_target_is_everything(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "b/c.py")
    assert find_files(tmp_path, [tmp_path]).reported == ("a.py", "b/c.py")


def test_an_explicit_file_is_taken_although_excluded(tmp_path: Path) -> None:
    make(tmp_path, ".gitignore", text="gen/\n")
    make(tmp_path, "build/x.py", "gen/y.py", "a.py")
    targets = [tmp_path / "build/x.py", tmp_path / "gen/y.py", tmp_path / "a.py"]
    assert find_files(tmp_path, targets).reported == ("a.py", "build/x.py", "gen/y.py")
    forced = find_files(tmp_path, targets, force_exclude=True)
    assert forced.reported == ("a.py",)
    assert forced.empty == ()


def test_an_explicit_folder_is_taken_although_excluded(tmp_path: Path) -> None:
    make(tmp_path, "build/x.py", "build/lib/y.py", "a.py")
    assert find_files(tmp_path, [tmp_path / "build"]).reported == ("build/lib/y.py", "build/x.py")


def test_links_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "outside/x.py", "root/a.py")
    root = tmp_path / "root"
    (root / "link.py").symlink_to(tmp_path / "outside/x.py")
    (root / "out").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "loop").symlink_to(root, target_is_directory=True)
    assert find_files(root).files == ("a.py",)
    assert find_files(root, [root / "link.py"]).outside == (root / "link.py",)
