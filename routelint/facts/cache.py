"""The facts of files kept between runs, by content.

The cache lies in the analysed project, and whoever wrote the project may have written the cache: so
entries are read by an unpickler that can build nothing but the dataclasses of the facts.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import routelint
from routelint.findings import finding as finding_module
from routelint.model import facts as facts_module
from routelint.model import ir
from routelint.model.facts import FileFacts

_ALLOWED: dict[tuple[str, str], Any] = {
    (module.__name__, name): value
    for module in (finding_module, facts_module, ir)
    for name, value in vars(module).items()
    if isinstance(value, type) and value.__module__ == module.__name__
}
_ALLOWED["builtins", "complex"] = complex
_ALLOWED["builtins", "Ellipsis"] = Ellipsis

_TWO_WEEKS = 14 * 24 * 3600


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of facts") from None


def dumps(facts: FileFacts) -> bytes:
    return pickle.dumps(facts, protocol=5)


def loads(raw: bytes) -> FileFacts | None:
    """The facts in `raw`; None when it holds anything else."""
    try:
        facts = _Unpickler(io.BytesIO(raw)).load()
    except Exception:
        # Hostile or cut-off bytes can raise nearly anything; the file is then read again.
        return None
    if not isinstance(facts, FileFacts) or not isinstance(facts.lowered, dict):
        return None
    return facts


class FactsCache:
    """One file for each content, below a directory for each state of routelint.

    Nothing here raises OSError: a cache that can't be used is only slower.
    """

    def __init__(
        self, directory: Path, vocabulary_digest: str, *, everything: bool = False
    ) -> None:
        self.base = directory
        self.directory = directory / _state(vocabulary_digest, everything)
        self._used: set[str] = set()
        self._ready = False

    def load(self, digest: str) -> bytes | None:
        self._used.add(digest)
        try:
            return (self.directory / digest).read_bytes()
        except OSError:
            return None

    def store(self, digest: str, raw: bytes) -> None:
        self._used.add(digest)
        try:
            self._prepare()
            # Two runs may write at once: each entry appears whole or not at all.
            handle, name = tempfile.mkstemp(prefix=".new-", dir=self.directory)
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(name).replace(self.directory / digest)
        except OSError:
            return

    def prune(self) -> None:
        """Drop entries that a project of this size can't need any more."""
        if not self._ready:
            return
        with contextlib.suppress(OSError):
            names = os.listdir(self.directory)  # noqa: PTH208
            if len(names) > 4 * len(self._used) + 200:
                for name in names:
                    if name not in self._used:
                        (self.directory / name).unlink(missing_ok=True)
            for other in self.base.iterdir():
                stale = other.is_dir() and time.time() - other.stat().st_mtime > _TWO_WEEKS
                if stale and not other.is_symlink() and other != self.directory:
                    shutil.rmtree(other, ignore_errors=True)

    def _prepare(self) -> None:
        if self._ready:
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        ignore = self.base / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        self._ready = True


def _state(vocabulary_digest: str, everything: bool) -> str:
    """What the facts of a file depend on besides its content."""
    try:
        libcst = version("libcst")
    except PackageNotFoundError:
        libcst = ""
    parts = [
        routelint.__version__,
        libcst,
        ".".join(map(str, sys.version_info[:2])),
        vocabulary_digest,
        str(everything),
        *_own_code(),
    ]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()


def _own_code() -> Iterable[str]:
    """Changes of the reading code itself, for those who work on it."""
    package = Path(routelint.__file__).parent
    for folder in ("facts", "source", "model"):
        with contextlib.suppress(OSError):
            for entry in sorted(os.scandir(package / folder), key=lambda e: e.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{entry.name}:{status.st_mtime_ns}:{status.st_size}"
