"""Entries in a directory of the analysed project: one file for each, below one for each state of
routelint."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import routelint

_TWO_WEEKS = 14 * 24 * 3600


class Entries:
    """Nothing here raises OSError: a cache that can't be used is only slower. `spare` is how many
    entries beyond what is in use may stay."""

    def __init__(self, base: Path, state: str, *, spare: int = 200) -> None:
        self.base = base
        self.directory = base / state
        self._spare = spare
        self._used: set[str] = set()
        self._ready = False

    def load(self, key: str) -> bytes | None:
        self._used.add(key)
        try:
            return (self.directory / key).read_bytes()
        except OSError:
            return None

    def store(self, key: str, raw: bytes) -> None:
        self._used.add(key)
        try:
            self._prepare()
            # Two runs may write at once: each entry appears whole or not at all.
            handle, name = tempfile.mkstemp(prefix=".new-", dir=self.directory)
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(name).replace(self.directory / key)
        except OSError:
            return

    def prune(self) -> None:
        """Drop entries that a project of this size can't need any more."""
        if not self._ready:
            return
        with contextlib.suppress(OSError):
            names = os.listdir(self.directory)  # noqa: PTH208
            if len(names) > 4 * len(self._used) + self._spare:
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


def state_of(parts: Iterable[str], folders: Sequence[str]) -> str:
    """A name for what entries depend on besides what they are made of: routelint's version, Python's,
    `parts`, and the code in these folders of routelint, for those who work on it."""
    versions = [routelint.__version__, ".".join(map(str, sys.version_info[:2]))]
    text = "\0".join([*versions, *parts, *_own_code(folders)])
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def _own_code(folders: Sequence[str]) -> Iterable[str]:
    package = Path(routelint.__file__).parent
    pending = [str(package / folder) for folder in folders]
    while pending:
        with contextlib.suppress(OSError):
            for entry in sorted(os.scandir(pending.pop()), key=lambda e: e.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{entry.path}:{status.st_mtime_ns}:{status.st_size}"
                elif entry.is_dir() and entry.name != "__pycache__":
                    pending.append(entry.path)
