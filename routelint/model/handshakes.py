"""What a framework's table says about WebSockets: how they are opened, and who looks at the origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Handshakes:
    """How WebSockets are opened.

    `unchecked`: nobody but the application looks at where a page comes from that opens one; so it is
    with what the handlers for WebSockets serve, with what the functions do that call one of `openers`
    (canonical callees), that have one of the `texts` in them with which a protocol accepts, or one of
    the `decorators` (canonical) on them, and with methods of classes that are called like one of
    `methods`. `asked`: the canonical method that is asked whether an origin is welcome, and that keeps
    strangers out until it is overridden. `options`: canonical callee -> the option that lists the
    origins that are welcome, where `*` and an empty list stand for all; `option_decorators` are those
    of the functions that what it makes serves. `routers`: canonical callee -> the key of its first
    argument below which WebSockets are served; `identified_by` are canonical callees that tell by
    cookies who opens one, `checked_by` those that look at the origin, both put around what is there.
    `sessions`: canonical names that are, or give, what cookies say of who asks; `cookie_parameters` are
    canonical callees in defaults or annotations of parameters that take their values from cookies.
    """

    unchecked: bool = False
    openers: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    decorators: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    asked: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    option_decorators: frozenset[str] = frozenset()
    routers: Mapping[str, str] = field(default_factory=dict)
    identified_by: frozenset[str] = frozenset()
    checked_by: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()
    cookie_parameters: frozenset[str] = frozenset()
