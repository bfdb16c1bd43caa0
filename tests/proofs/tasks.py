"""What becomes of work beside a request: the complaints of the event loop about it."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def complaints() -> Iterator[Callable[[], int]]:
    """Yields a function that tells how many exceptions of tasks nobody has looked at since it was
    asked last. Objects that are not used any more are collected first."""
    found: list[str] = []

    class Notes(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "was never retrieved" in record.getMessage():
                found.append(record.getMessage())

    def count() -> int:
        gc.collect()
        number = len(found)
        found.clear()
        return number

    logger = logging.getLogger("asyncio")
    notes, passed_on = Notes(), logger.propagate
    logger.addHandler(notes)
    logger.propagate = False
    try:
        yield count
    finally:
        logger.removeHandler(notes)
        logger.propagate = passed_on
