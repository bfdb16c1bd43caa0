"""A progress line on a terminal, once the work takes longer than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType


class Progress:
    """Writes to stderr only, and only when that is a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._silent = quiet or not sys.stderr.isatty()
        self._started = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def update(self, done: int, total: int) -> None:
        """`done` of `total` files were read."""
        if self._silent or time.monotonic() - self._started < 1 or not total:
            return
        self._shown = True
        filled = 30 * done // total
        bar = "#" * filled + "-" * (30 - filled)
        sys.stderr.write(f"\r[{bar}] {done}/{total} files")
        sys.stderr.flush()
