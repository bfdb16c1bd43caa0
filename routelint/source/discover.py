"""Finding the Python files of a project: ignore files, excludes, explicit targets."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pathspec

#: Directories that hold no code of the project.
DEFAULT_EXCLUDE = (
    ".eggs",
    ".git",
    ".hg",
    ".mypy_cache",
    ".nox",
    ".pytest_cache",
    ".routelint_cache",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    "__pycache__",
    "__pypackages__",
    "build",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
#: Files with which a directory says what it depends on.
_DECLARING = frozenset({"pyproject.toml", "requirements.txt", "setup.cfg", "setup.py"})
_SUFFIXES = (".py", ".pyw")
_SHEBANG = re.compile(rb"^#![^\n]*python")
_GROUP_NAME = re.compile(r"\?P<\w+>")


@dataclass(frozen=True)
class Discovery:
    """What a search found.

    `files` are all Python files of the project, `reported` those that the targets name: relative to
    the root, with forward slashes, sorted. `missing` are targets that do not exist, `empty` targets
    that hold no Python file, `outside` targets that do not lie below the root. `projects` are the
    directories below the root that say what they depend on, without a final slash.
    """

    files: tuple[str, ...]
    reported: tuple[str, ...]
    missing: tuple[Path, ...] = ()
    empty: tuple[Path, ...] = ()
    outside: tuple[Path, ...] = ()
    projects: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Ignores:
    """The patterns of one ignore file, the last one first.

    `prefix` is its directory relative to the root; `below` the path of the root seen from it, when
    it lies above the root. Each group says whether it ignores and whether it only sees names.
    """

    prefix: str
    groups: tuple[tuple[bool, bool, re.Pattern[str]], ...]
    below: str = ""

    def decide(self, path: str) -> bool | None:
        """Whether `path` (directories end in a slash) is ignored; None when no pattern says."""
        name = path[path.rfind("/", 0, -1) + 1 :]
        for ignores, by_name, pattern in self.groups:
            if pattern.match(name if by_name else self.below + path[len(self.prefix) :]):
                return ignores
        return None


@dataclass
class _Walk:
    root: Path
    excludes: _Ignores
    respect_gitignore: bool
    found: list[str] = field(default_factory=list)
    projects: list[str] = field(default_factory=list)

    def run(self, start: str, ignores: tuple[_Ignores, ...]) -> None:
        """Collect below `start` ("" or a directory with a final slash)."""
        base = os.fspath(self.root)
        pending = [(start, ignores)]
        while pending:
            prefix, inherited = pending.pop()
            try:
                entries = list(os.scandir(os.path.join(base, prefix)))  # noqa: PTH118
            except OSError:
                continue
            if prefix and any(e.name in _DECLARING for e in entries):
                self.projects.append(prefix[:-1])
            active = inherited
            if self.respect_gitignore and any(e.name == ".gitignore" for e in entries):
                own = _ignore_file(Path(base, prefix, ".gitignore"), prefix)
                if own is not None:
                    active = (*inherited, own)
            for entry in entries:
                name = entry.name
                try:
                    # A link may lead out of the project, or in circles.
                    if entry.is_symlink():
                        continue
                    if entry.is_dir():
                        path = f"{prefix}{name}/"
                        if not self.ignored(path, active):
                            pending.append((path, active))
                    elif name.endswith(_SUFFIXES) and not self.ignored(prefix + name, active):
                        self.found.append(prefix + name)
                except OSError:
                    continue

    def ignored(self, path: str, ignores: tuple[_Ignores, ...]) -> bool:
        if self.excludes.decide(path):
            return True
        for ignore in reversed(ignores):
            decision = ignore.decide(path)
            if decision is not None:
                return decision
        return False

    def ignored_with_parents(self, path: str) -> bool:
        """Whether a file, or any directory above it, is excluded or ignored."""
        ignores = self.above()
        prefix = ""
        for part in path.split("/")[:-1]:
            ignores = (*ignores, *self._own(prefix))
            prefix = f"{prefix}{part}/"
            if self.ignored(prefix, ignores):
                return True
        return self.ignored(path, (*ignores, *self._own(prefix)))

    def _own(self, prefix: str) -> tuple[_Ignores, ...]:
        if not self.respect_gitignore:
            return ()
        own = _ignore_file(self.root / prefix / ".gitignore", prefix)
        return () if own is None else (own,)

    def above(self) -> tuple[_Ignores, ...]:
        """The ignore files of the repository above the root, outermost first."""
        if not self.respect_gitignore or (self.root / ".git").exists():
            return ()
        found: list[_Ignores] = []
        below = self.root.name + "/"
        for parent in self.root.parents:
            own = _ignore_file(parent / ".gitignore", "", below)
            if own is not None:
                found.append(own)
            if (parent / ".git").exists():
                return tuple(reversed(found))
            below = f"{parent.name}/{below}"
        return ()


def find_files(
    root: Path,
    targets: Sequence[Path] = (),
    *,
    exclude: Iterable[str] = DEFAULT_EXCLUDE,
    respect_gitignore: bool = True,
    force_exclude: bool = False,
) -> Discovery:
    """All Python files below `root`, and those of the targets (default: all of them).

    `exclude` holds patterns of the gitignore format, relative to the root. A target file is taken
    even when it is excluded or ignored, unless `force_exclude`; a script without a suffix is taken
    as a target when its first line names Python.
    """
    root = root.resolve()
    walk = _Walk(root, _compiled(exclude, ""), respect_gitignore)
    walk.run("", walk.above())
    files = set(walk.found)
    projects = tuple(sorted(walk.projects))
    if not targets:
        found = tuple(sorted(files))
        return Discovery(found, found, projects=projects)

    reported: set[str] = set()
    missing: list[Path] = []
    empty: list[Path] = []
    outside: list[Path] = []
    for target in targets:
        if not target.exists():
            missing.append(target)
            continue
        try:
            relative = target.resolve().relative_to(root).as_posix()
        except ValueError:
            outside.append(target)
            continue
        if target.is_dir():
            prefix = "" if relative == "." else f"{relative}/"
            below = {path for path in files if path.startswith(prefix)}
            if not below and not force_exclude and prefix:
                # A directory that is itself excluded, but was asked for.
                inner = _Walk(root, _compiled(exclude, prefix), respect_gitignore)
                inner.run(prefix, ())
                below = set(inner.found)
        else:
            below = _explicit(target, relative, walk, force_exclude)
        if not below and not (force_exclude and target.is_file()):
            empty.append(target)
        reported |= below
    return Discovery(
        tuple(sorted(files | reported)),
        tuple(sorted(reported)),
        tuple(missing),
        tuple(empty),
        tuple(outside),
        projects,
    )


def _explicit(target: Path, relative: str, walk: _Walk, force_exclude: bool) -> set[str]:
    if not (relative.endswith(_SUFFIXES) or _is_python_script(target)):
        return set()
    if force_exclude and walk.ignored_with_parents(relative):
        return set()
    return {relative}


def _is_python_script(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _SHEBANG.match(file.read(200)) is not None
    except OSError:
        return False


def _ignore_file(path: Path, prefix: str, below: str = "") -> _Ignores | None:
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return _compiled(lines, prefix, below)


def _compiled(lines: Iterable[str], prefix: str, below: str = "") -> _Ignores:
    """Neighbouring patterns that decide alike become one expression."""
    groups: list[tuple[bool, bool, str]] = []
    for ignores, by_name, source in reversed(list(_patterns(lines))):
        if groups and groups[-1][:2] == (ignores, by_name):
            groups[-1] = (ignores, by_name, f"{groups[-1][2]}|{source}")
        else:
            groups.append((ignores, by_name, source))
    return _Ignores(prefix, tuple((a, b, re.compile(c)) for a, b, c in groups), below)


def _patterns(lines: Iterable[str]) -> Iterator[tuple[bool, bool, str]]:
    for line in lines:
        try:
            (pattern,) = pathspec.GitIgnoreSpec.from_lines([line]).patterns or (None,)
        except ValueError:
            # What git itself would not accept.
            continue
        regex = getattr(pattern, "regex", None)
        if pattern is None or pattern.include is None or regex is None:
            continue
        # A pattern without a slash is about names at any depth, and the walk sees each directory.
        by_name = "/" not in line.strip().rstrip("/")
        yield pattern.include, by_name, f"(?:{_GROUP_NAME.sub('', regex.pattern)})"
