"""What a framework's table says about answers that refuse a request for want of who sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusals:
    """`statuses`: canonical callee (function, method, class, exception) -> the place of the status
    (keyword, position) in its arguments, or the status that it always has. `pairs`: where the status
    stands in a tuple that is returned, None where tuples are no answers. `messages`: dictionaries with
    a key "status" begin an answer. `starts`: parameters that are called with the status.
    `challenges`: keywords that give a 401 its challenge, `always` options of apps and routers that give
    it to all. `example` is a 401 with one.

    `senders`: attributes of requests, handlers and users that tell who asks, and are false for nobody;
    `asks`: methods that are given the name of a header or cookie by which somebody is known.
    `parameters`: calls that, as the default of a parameter, take it from a header or cookie.

    `authenticators`: (attribute of views, setting, its key) that lists what finds out who asks, of
    which the first one challenges; `challenging` is the method of such a class that gives the
    challenge (with the base class that has none), and `unchallenging` are classes without one.
    """

    statuses: Mapping[str, tuple[str | None, int | None] | int] = field(default_factory=dict)
    pairs: int | None = None
    messages: bool = False
    starts: frozenset[str] = frozenset()
    challenges: frozenset[str] = frozenset({"headers"})
    always: frozenset[str] = frozenset()
    example: str = ""
    senders: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    authenticators: tuple[str, str, str] = ("", "", "")
    challenging: tuple[str, str] = ("", "")
    unchallenging: frozenset[str] = frozenset()
