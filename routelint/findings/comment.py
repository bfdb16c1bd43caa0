"""A comment that addresses a linter."""

from __future__ import annotations

from typing import NamedTuple


class CommentLike(NamedTuple):
    """A comment: 1-based place, its text from the `#`, and whether it stands alone on its line."""

    line: int
    column: int
    end_column: int
    text: str
    own_line: bool
