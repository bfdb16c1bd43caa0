"""Reading one source file: bytes to text by PEP 263, with what is needed to write it back."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

#: Files above this many bytes are data or generated code; parsing them would cost minutes.
MAX_BYTES = 5_000_000

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK_OR_COMMENT = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_LINE_BREAK = re.compile(rb"\r\n?|\n")
_NEWLINE = re.compile(r"\r\n?|\n")


class SourceError(Exception):
    """A file that can't become text; `line` is 1-based, 0 when no place is known."""

    def __init__(
        self, kind: Literal["unreadable", "encoding", "too-large"], message: str, line: int = 0
    ) -> None:
        super().__init__(message)
        self.kind: Literal["unreadable", "encoding", "too-large"] = kind
        self.message = message
        self.line = line


@dataclass(frozen=True)
class SourceText:
    """The text of a file.

    `text` keeps its newlines and lacks the byte order mark; `encoding` is a codec name; `newline`
    is the most frequent line ending; `digest` is the BLAKE2b hash of the bytes, in hexadecimal;
    `size` is their number.
    """

    text: str
    encoding: str
    bom: bool
    newline: str
    digest: str
    size: int

    def to_bytes(self, text: str) -> bytes:
        """`text` in this file's encoding, with its byte order mark.

        Raises UnicodeEncodeError when the encoding lacks a character.
        """
        raw = text.encode(self.encoding)
        return codecs.BOM_UTF8 + raw if self.bom else raw


def digest_of(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=20).hexdigest()


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of at most MAX_BYTES; raises SourceError."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError("unreadable", f"can't read the file: {reason}") from error
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise SourceError("too-large", f"the file is larger than {limit} MB and was skipped")
    return raw


def read_source(path: Path) -> SourceText:
    """Read and decode one file; raises SourceError."""
    return decode(read_bytes(path))


def decode(raw: bytes) -> SourceText:
    """Bytes to text as the interpreter would do it; raises SourceError.

    https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations
    """
    bom = raw.startswith(codecs.BOM_UTF8)
    body = raw[len(codecs.BOM_UTF8) :] if bom else raw
    if b"\0" in body:
        line = len(_LINE_BREAK.findall(body, 0, body.index(b"\0"))) + 1
        raise SourceError("encoding", "the file holds null bytes (binary, or UTF-16?)", line)
    encoding = _declared_encoding(body) or "utf-8"
    try:
        encoding = codecs.lookup(encoding).name
        text = body.decode(encoding)
    except LookupError as error:
        raise SourceError("encoding", f"unknown encoding {encoding!r}", 1) from error
    except UnicodeDecodeError as error:
        line = len(_LINE_BREAK.findall(body, 0, error.start)) + 1
        raise SourceError("encoding", f"not valid {encoding}: {error.reason}", line) from error
    except (ValueError, TypeError) as error:
        raise SourceError("encoding", f"can't decode the file as {encoding!r}", 1) from error
    return SourceText(text, encoding, bom, _newline(text), digest_of(raw), len(raw))


def source_of_text(text: str) -> SourceText:
    """A SourceText for text that came from somewhere else than a file (stdin, an editor)."""
    bom = text.startswith("\ufeff")
    body = text[1:] if bom else text
    if "\0" in body:
        line = len(_NEWLINE.findall(body, 0, body.index("\0"))) + 1
        raise SourceError("encoding", "the text holds null characters", line)
    raw = body.encode("utf-8", "surrogatepass")
    return SourceText(body, "utf-8", bom, _newline(body), digest_of(raw), len(raw))


@lru_cache(maxsize=8)
def line_starts(text: str) -> Sequence[int]:
    """The offset at which each line starts; only CR LF, CR and LF end a line.

    `str.splitlines` also breaks at form feeds and other separators, which Python's tokenizer
    does not count as line ends.
    """
    starts = [0]
    if "\r" not in text:
        position = text.find("\n") + 1
        find = text.find
        while position:
            starts.append(position)
            position = find("\n", position) + 1
    else:
        starts.extend(match.end() for match in _NEWLINE.finditer(text))
    return starts


def split_lines(text: str) -> list[str]:
    """The lines of a text with their line ends; the last one is empty after a final newline."""
    starts = line_starts(text)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@lru_cache(maxsize=32)
def lines_of(text: str) -> tuple[str, ...]:
    """`split_lines`, kept for texts that are cut up again and again."""
    return tuple(split_lines(text))


def _declared_encoding(body: bytes) -> str | None:
    start = 0
    for _ in range(2):
        end_match = _LINE_BREAK.search(body, start)
        line = body[start : end_match.start() if end_match else len(body)]
        found = _COOKIE.match(line)
        if found:
            return found.group(1).decode("ascii")
        if not end_match or not _BLANK_OR_COMMENT.match(line):
            return None
        start = end_match.end()
    return None


def _newline(text: str) -> str:
    if "\r" not in text:
        return "\n"
    crlf = text.count("\r\n")
    counts = {"\r\n": crlf, "\n": text.count("\n") - crlf, "\r": text.count("\r") - crlf}
    return max(counts, key=lambda newline: counts[newline])
