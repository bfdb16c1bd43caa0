"""How answers get their status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class StatusArg:
    """Where a call that makes an answer is given the status: by keyword `name`, or at position `index`;
    without it the status is `default`. From the position `unknown_from` on any argument may be it. With
    `inner` it is that of the argument there, where this is an answer of its own."""

    name: str = ""
    index: int | None = None
    default: int = 200
    unknown_from: int | None = None
    inner: int | None = None


@dataclass(frozen=True)
class Statuses:
    """The statuses of one framework's answers.

    `calls`: canonical callee -> where it is given the status. `plain` is the status of a value that is
    no response (a text, a dictionary), 0 where it is that of the error or no answer, and `rendered`
    where a renderer makes one of it. `tuples`: a body and a status make an answer, `pairs`:
    a body and headers do. `of_error` is how
    the status of an HTTP error is written, with `{}` for the error; `http_errors` are the classes for
    whose objects that holds. `methods` answer for errors without being registered for them. `generic`:
    a handler for every exception is asked for HTTP errors, too. `setters` are calls that set the status
    of the answer that is being made, where that is the error's before. `how` is what to write, with
    `{}` for the status.
    """

    calls: Mapping[str, StatusArg] = field(default_factory=dict)
    plain: int = 0
    rendered: int = 0
    tuples: bool = False
    pairs: bool = False
    of_error: str = ""
    http_errors: frozenset[str] = frozenset()
    generic: bool = False
    methods: frozenset[str] = frozenset()
    setters: frozenset[str] = frozenset()
    how: str = ""
