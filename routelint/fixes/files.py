"""Where fixes read and write: the files of a project, or their texts in memory."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from routelint.fixes.lines import CannotFix
from routelint.source.text import SourceError, SourceText, read_source, source_of_text


@dataclass(frozen=True)
class Change:
    """The new text of a file; `source` is what it was. `path` is relative to the project root."""

    path: str
    source: SourceText
    text: str


class Files(Protocol):
    def read(self, path: str) -> SourceText:
        """The file as it is now; raises CannotFix."""

    def obstacle(self, path: str) -> str:
        """Why the file must not be written; empty when it may be."""

    def write(self, changes: Sequence[Change]) -> None:
        """Write all changes or none; raises OSError."""


class DiskFiles:
    """The files below `root`. A file is replaced as a whole, with its mode kept."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def read(self, path: str) -> SourceText:
        try:
            return read_source(self.root / path)
        except SourceError as error:
            raise CannotFix(error.message) from error

    def obstacle(self, path: str) -> str:
        try:
            target = (self.root / path).resolve(strict=True)
            mode = target.stat().st_mode
        except OSError as error:
            return error.strerror or type(error).__name__
        if not target.is_relative_to(self.root):
            return "the file lies outside the project"
        # Replacing a file needs rights on its directory only, so its own mode is asked too.
        if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            return "the file is read-only"
        if not os.access(target, os.W_OK) or not os.access(target.parent, os.W_OK):
            return "no permission to write the file"
        return ""

    def write(self, changes: Sequence[Change]) -> None:
        """Write every new text beside its file first, so that a full disk changes nothing."""
        prepared: list[tuple[str, Path, bytes]] = []
        replaced: list[tuple[Path, bytes]] = []
        try:
            for change in changes:
                # Through a symbolic link: its target is replaced, the link stays one.
                target = (self.root / change.path).resolve(strict=True)
                old = change.source.to_bytes(change.source.text)
                prepared.append((self._beside(target, change), target, old))
            for temporary, target, old in prepared:
                Path(temporary).replace(target)
                replaced.append((target, old))
        except BaseException:
            for target, old in replaced:
                target.write_bytes(old)
            raise
        finally:
            for temporary, _, _ in prepared:
                with suppress(FileNotFoundError):
                    Path(temporary).unlink()

    @staticmethod
    def _beside(target: Path, change: Change) -> str:
        raw = change.source.to_bytes(change.text)
        number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(stat.S_IMODE(target.stat().st_mode))
        except BaseException:
            Path(name).unlink()
            raise
        return name


class MemoryFiles:
    """Texts laid over the files below `root`: for `--diff` and standard input. Writes no file."""

    def __init__(self, root: Path, texts: dict[str, str] | None = None) -> None:
        self._disk = DiskFiles(root)
        self.texts = dict(texts or {})

    def read(self, path: str) -> SourceText:
        if path not in self.texts:
            return self._disk.read(path)
        try:
            return source_of_text(self.texts[path])
        except SourceError as error:
            raise CannotFix(error.message) from error

    def obstacle(self, path: str) -> str:
        return ""

    def write(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self.texts[change.path] = change.text
