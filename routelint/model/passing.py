"""What answers a request past the handler that hands it on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passing:
    """How a request is answered while the framework doesn't learn of it from the handler.

    `classes`: their objects answer the request that they are called with. `writes`: what the calls end in
    that write an answer to the connection of a request. `leaving`: methods of handlers that take the
    connection from the framework. `given` is the method of view classes that is called with what a
    route holds at the position `options` (or by that keyword). `finishing`: methods of view classes by
    which the framework completes the answer: a class with one of its own may know better. `apart`: view
    classes whose answers are completed in another way. `again` is what comes of it, `how` what to write.
    """

    classes: frozenset[str] = frozenset()
    writes: tuple[str, ...] = ()
    leaving: frozenset[str] = frozenset()
    given: str = ""
    options: tuple[str, int] = ("", 0)
    finishing: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    again: str = ""
    how: str = ""
