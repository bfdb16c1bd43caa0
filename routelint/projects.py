"""The projects of a tree: which files are linked with each other.

A directory that declares what it needs (`pyproject.toml`, `requirements.txt`, ...) is a project of its
own, unless its code and that of another one name each other. What belongs to different projects runs
in different processes, so that nothing is concluded from one for the other, and each can be analysed,
kept and forgotten for itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from routelint.model.module_names import ModuleNames, absolute
from routelint.model.suites import is_test
from routelint.source.files import Sources
from routelint.source.text import SourceError

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(?P<base>[\w.]+)[ \t]+import\b[ \t]*(?P<names>\([^)]*\)|[^\n#;]*)"
    rb"|import[ \t]+(?P<modules>[^\n#;]+))",
    re.MULTILINE,
)
_NAME = re.compile(rb"(?:^|[,(])\s*(?:#[^\n]*\s*)*([\w.]+)")
#: Files that have modules imported whose names they hold as texts: settings, routes, starts of servers.
_NAMING = re.compile(
    rb"\b(?:INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE|DJANGO_SETTINGS_MODULE|include|uvicorn|hypercorn)\b"
)
#: Such a text: `"shop.urls"`, `"shop.main:app"`.
_DOTTED_TEXT = re.compile(rb"[\"']([A-Za-z_]\w*(?:\.\w+)+)(?=[\"':])")
#: Ways to load code whose name is not written where it is loaded.
_LOADING = re.compile(
    rb"\b(?:importlib|import_module|__import__|pkgutil|runpy|load_source|(?:iter_)?entry_points)\b"
)


@dataclass(frozen=True)
class ProjectFiles:
    """A project's folder ("" for the root of the tree, otherwise without a final slash) and all its
    files, sorted; both relative to the root of the tree, with forward slashes."""

    folder: str
    files: tuple[str, ...]


def projects_of(
    files: Sequence[str], folders: Iterable[str], sources: Sources
) -> list[ProjectFiles]:
    """The projects that the files make up, by folder; `folders` are those that declare one.

    Imports in any direction make two folders one project, and so do the dotted names in texts, by which
    Django and servers find modules. A folder that loads code by names that it makes may load what lies
    below it. Test suites hold nothing together: what they import is not linked.
    """
    nested = _nested(files, folders)
    if len(nested) < 2:
        return [ProjectFiles("", tuple(files))]
    names = {folder: ModuleNames(inside, folder=folder) for folder, inside in nested.items()}
    providers: dict[str, list[str]] = {}
    for folder, own in names.items():
        for first in own.first_parts:
            providers.setdefault(first, []).append(folder)
    groups = _Groups(nested)
    for folder, inside in nested.items():
        own = names[folder]
        for path in inside:
            if is_test(path):
                continue
            try:
                raw = sources.raw(path)
            except SourceError:
                continue
            sources.forget(path)
            for name in {*_imports(raw, path, own), *_texts(raw)}:
                others = providers.get(name.partition(".")[0], ())
                if any(other != folder for other in others) and own.find(path, name) is None:
                    offering = [other for other in others if _offers(other, names[other], name)]
                    # Which `utils` of several is meant can't be told.
                    if len(offering) == 1:
                        groups.join(folder, offering[0])
            if _LOADING.search(raw):
                prefix = f"{folder}/" if folder else ""
                for below in nested:
                    if below != folder and below.startswith(prefix):
                        groups.join(folder, below)
    return [
        ProjectFiles(
            min(group, key=lambda folder: (folder.count("/"), len(folder), folder)),
            tuple(sorted(path for folder in group for path in nested[folder])),
        )
        for group in groups
    ]


def _nested(files: Sequence[str], folders: Iterable[str]) -> dict[str, list[str]]:
    """The files by the innermost folder of a project that they lie in.

    A folder in a package is a part of that package, whatever else it declares.
    """
    packages = {path.rpartition("/")[0] for path in files if path.endswith("/__init__.py")}
    known = {"", *(folder for folder in folders if folder.rpartition("/")[0] not in packages)}
    of_directory: dict[str, str] = {}

    def owner(directory: str) -> str:
        if directory not in of_directory:
            inside = directory in known
            of_directory[directory] = directory if inside else owner(directory.rpartition("/")[0])
        return of_directory[directory]

    found: dict[str, list[str]] = {}
    for path in sorted(files):
        found.setdefault(owner(path.rpartition("/")[0]), []).append(path)
    return found


def _imports(raw: bytes, path: str, own: ModuleNames) -> Iterator[str]:
    """The modules that imports may name: of `from a import b` both `a` and `a.b`, if `a` is none of
    the project's own modules."""
    for match in _IMPORT.finditer(raw):
        if match["base"] is not None:
            written = match["base"].decode("utf-8", "replace")
            module = written.lstrip(".")
            base = absolute(own.package(path), module, len(written) - len(module))
            if own.find(path, base) is None:
                yield base
                for name in _NAME.findall(match["names"]):
                    yield f"{base}.{name.decode('utf-8', 'replace')}"
        else:
            for name in _NAME.findall(match["modules"]):
                yield name.decode("utf-8", "replace")


def _texts(raw: bytes) -> Iterator[str]:
    """The modules that a text may name: all of `"shop.urls"`, all but the end of `"shop.middleware.Auth"`.

    A name without a dot is any word, and `"app.py"` or `"config.json"` a file.
    """
    for found in _DOTTED_TEXT.findall(raw) if _NAMING.search(raw) else ():
        name = found.decode("utf-8", "replace")
        yield name
        module = name.rpartition(".")[0]
        if "." in module:
            yield module


def _offers(folder: str, names: ModuleNames, name: str) -> bool:
    """Whether other projects can import a module of that name from one: what its packages hold, and
    single files at its top. `secrets.py` among its scripts is not what they mean by `secrets`."""
    path = names.find(None, name)
    if path is None or name.partition(".")[0] in sys.stdlib_module_names:
        return False
    directory = path.rpartition("/")[0]
    return "." in name or path.endswith("/__init__.py") or directory == folder


class _Groups:
    """Folders that belong together."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._group = {folder: [folder] for folder in folders}

    def join(self, one: str, other: str) -> None:
        first, second = self._group[one], self._group[other]
        if first is not second:
            first.extend(second)
            for folder in second:
                self._group[folder] = first

    def __iter__(self) -> Iterator[list[str]]:
        seen: set[int] = set()
        for folder in sorted(self._group):
            group = self._group[folder]
            if id(group) not in seen:
                seen.add(id(group))
                yield sorted(group)
