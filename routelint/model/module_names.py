"""Which file a dotted name means, by the paths of the project alone."""

from __future__ import annotations

from collections.abc import Iterable

#: Directories that are often put on the path.
_ROOTS = ("src", "lib", "app", "backend", "server")


class ModuleNames:
    """Finds files by dotted name, the way Python's import system would for this project.

    A file has the dotted name from its topmost package directory (the last one with an
    `__init__.py`; folders without one may lie between), and also those from its own package, from the
    project's folder and from where the analysis was started, which serve namespace packages and
    directories that are put on the path.
    """

    def __init__(
        self, paths: Iterable[str], external: frozenset[str] = frozenset(), folder: str = ""
    ) -> None:
        """`paths` are relative to where the analysis was started, and lie below the project's own
        `folder`. `external` are top-level packages that are never taken for a module of the project."""
        self._external = external
        self._paths = set(paths)
        depth = folder.count("/") + 1 if folder else 0
        self._by_name: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self._packages = packages = {
            path.rpartition("/")[0] or "."
            for path in self._paths
            if path.rpartition("/")[2] == "__init__.py"
        }
        for path in sorted(self._paths):
            *folders, file = path.split("/")
            parts = (*folders, file.rpartition(".")[0] or file)
            if parts[-1] == "__init__":
                parts = parts[:-1]
            if not parts:
                continue
            start = len(folders)
            while start > 0 and "/".join(parts[:start]) in packages:
                start -= 1
            if path.endswith("__init__.py") and start >= len(parts):
                start = len(parts) - 1
            short = ".".join(parts[start:])
            name = ".".join(parts[_within(parts, start, packages) :])
            self._names[path] = name
            own = parts[depth:]
            for alias in {short, name, ".".join(parts), ".".join(own)} - {""}:
                self._by_name.setdefault(alias, []).append(path)
            if start > depth and own[0] in _ROOTS:
                self._by_name.setdefault(".".join(own[1:]), []).append(path)
        self._prefixes = {
            name[:dot] for name in self._by_name for dot in range(len(name)) if name[dot] == "."
        }

    @property
    def first_parts(self) -> frozenset[str]:
        """How the dotted names of the project's modules begin."""
        return frozenset(name.partition(".")[0] for name in self._by_name) - self._external

    def name(self, path: str) -> str:
        """The dotted name of a file."""
        return self._names.get(path, path)

    def package(self, path: str) -> str:
        """The package against which the relative imports of a file are resolved."""
        name = self.name(path)
        return name if path.rpartition("/")[2] == "__init__.py" else name.rpartition(".")[0]

    def find(self, importer: str | None, name: str) -> str | None:
        """The file of that dotted name; among several the one nearest to the importing file."""
        if name.partition(".")[0] in self._external:
            return None
        candidates = list(dict.fromkeys(self._by_name.get(name, ())))
        folder = "" if importer is None else importer.rpartition("/")[0]
        if importer is not None and folder not in self._packages:
            prefix = f"{folder}/" if folder else ""
            tail = name.replace(".", "/")
            for sibling in (f"{prefix}{tail}.py", f"{prefix}{tail}/__init__.py"):
                if sibling in self._paths and sibling not in candidates:
                    candidates.append(sibling)
        if not candidates:
            return None
        if len(candidates) > 1 and importer is not None:
            candidates.sort(key=lambda path: (-_shared_folders(path, importer), path))
        return candidates[0]

    def is_namespace(self, name: str) -> bool:
        """Whether some module of the project lies below the dotted name (a namespace package)."""
        return name in self._prefixes and name.partition(".")[0] not in self._external


def _within(parts: tuple[str, ...], start: int, packages: set[str]) -> int:
    """Where the dotted name of a file begins that has `start` by its own package: at the package around
    folders without an `__init__.py`, which Python imports from as well (`shop.views.orders`)."""
    end = start
    while end > 0 and "/".join(parts[:end]) not in packages:
        end -= 1
    if end == 0:
        return start
    while end > 0 and "/".join(parts[:end]) in packages:
        end -= 1
    return end


def absolute(package: str, module: str, level: int) -> str:
    """The dotted name that an import in a module of `package` names, with leading dots resolved."""
    if level == 0:
        return module
    base = package.split(".") if package else []
    if level > 1:
        base = base[: len(base) - (level - 1)]
    return ".".join([*base, module] if module else base)


def _shared_folders(one: str, other: str) -> int:
    shared = 0
    for a, b in zip(one.split("/")[:-1], other.split("/")[:-1], strict=False):
        if a != b:
            break
        shared += 1
    return shared
