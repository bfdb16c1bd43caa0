"""The comments of a file that talk to routelint: `# routelint: ...` and `# noqa: RL...`."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple

from routelint.source.text import split_lines

# Comments for other linters are everywhere, and not worth a tokenizer.
_ADDRESSED = re.compile(r"\broutelint\s*:|\b(?:noqa|NOQA)\s*:[^\r\n#]*\bRL[0-9]")
_ADDRESSED_BYTES = (b"routelint", b"noqa", b"NOQA")
_COMMENT_IN_LINE = re.compile(r"#[^\r\n]*")


class Comment(NamedTuple):
    """A comment from its `#` to the end of its line; 1-based, `end_column` exclusive.

    `own_line` tells that nothing but whitespace stands before it.
    """

    line: int
    column: int
    end_column: int
    text: str
    own_line: bool


def may_have_comments(raw: bytes) -> bool:
    """A quick look at a file's bytes; False means that `comments` would find nothing."""
    return any(word in raw for word in _ADDRESSED_BYTES)


def comments(text: str) -> tuple[Comment, ...]:
    """The addressed comments in order; text inside of string literals is none."""
    if _ADDRESSED.search(text) is None:
        return ()
    try:
        return tuple(_tokenized(text))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return tuple(_by_line(text))


def _tokenized(text: str) -> Iterator[Comment]:
    # `tokenize` keeps a lone CR inside of a line; line numbers must be those of Python's parser.
    lines = io.StringIO(text, newline=None) if "\r" in text else io.StringIO(text)
    for token in tokenize.generate_tokens(lines.readline):
        if token.type == tokenize.COMMENT and _ADDRESSED.search(token.string):
            (line, column), (_, end_column) = token.start, token.end
            own_line = not token.line[:column].strip()
            yield Comment(line, column + 1, end_column + 1, token.string, own_line)


def _by_line(text: str) -> Iterator[Comment]:
    """For text that can't be tokenized: from each line's first `#`."""
    for number, line in enumerate(split_lines(text), 1):
        found = _COMMENT_IN_LINE.search(line)
        if found and _ADDRESSED.search(found.group()):
            comment = found.group().rstrip()
            start = found.start()
            own_line = not line[:start].strip()
            yield Comment(number, start + 1, start + 1 + len(comment), comment, own_line)
