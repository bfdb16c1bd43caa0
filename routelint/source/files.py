"""The files of one analysis: read once, on demand, so that every part sees the same text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from routelint.source.text import (
    SourceError,
    SourceText,
    decode,
    digest_of,
    read_bytes,
    source_of_text,
    split_lines,
)


class Sources:
    """Paths are relative to `root`; `overrides` are texts that stand in for files."""

    def __init__(self, root: Path, overrides: Mapping[str, str] | None = None) -> None:
        self.root = root
        self._overrides = dict(overrides or {})
        self._raw: dict[str, bytes] = {}
        self._sources: dict[str, SourceText] = {}
        self._lines: dict[str, list[str]] = {}

    def overridden(self) -> list[str]:
        return sorted(self._overrides)

    def raw(self, path: str) -> bytes:
        """The bytes of a file, kept for later; raises SourceError."""
        found = self._raw.get(path)
        if found is None:
            if path in self._overrides:
                found = self._overrides[path].encode("utf-8", "surrogatepass")
            else:
                found = read_bytes(self.root / path)
            self._raw[path] = found
        return found

    def forget(self, path: str) -> None:
        """Give back the memory of a file that will hardly be asked for again."""
        self._raw.pop(path, None)

    def digest(self, path: str) -> str:
        return digest_of(self.raw(path))

    def source(self, path: str) -> SourceText:
        """Text and encoding of a file; raises SourceError."""
        found = self._sources.get(path)
        if found is None:
            if path in self._overrides:
                found = source_of_text(self._overrides[path])
            else:
                found = decode(self.raw(path))
            self._sources[path] = found
        return found

    def text(self, path: str) -> str | None:
        """The text of a file, None when it can't be read."""
        try:
            return self.source(path).text
        except SourceError:
            return None

    def lines(self, path: str) -> list[str] | None:
        """The lines of a file with their line ends, None when it can't be read."""
        found = self._lines.get(path)
        if found is None:
            text = self.text(path)
            if text is None:
                return None
            found = self._lines[path] = split_lines(text)
        return found
