"""What a framework's table says about limits of rates, in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: A keyword and a position of an argument; either may be missing.
Place = tuple["str | None", "int | None"]


@dataclass(frozen=True)
class Limiter:
    """A class whose objects count requests.

    `app`: where the constructor is given the app that it limits; `binds`: attributes by which it gets
    one later, or by which it is put in front of one. `unbound`: what comes of its limits when it has
    none (the end of "it limits no app: ..."); empty where it needs none.
    `defaults`: options with limits for all routes, which do nothing without one of the middleware in
    `readers`.
    `key`: where it is told whom it counts. `own_key`: what it counts by when it is told nothing, where
    clients choose that; `proxies` are the settings (a key of a dictionary behind a dot) by which they
    don't. `store`: where it is told where it counts, which else is the memory of the process, and so
    for texts that begin with `memory`; `stores` are settings that stand in for it. `enabled`: the
    option that switches it off.
    """

    app: Place = (None, None)
    binds: frozenset[str] = frozenset()
    unbound: str = ""
    defaults: tuple[str, ...] = ()
    readers: frozenset[str] = frozenset()
    key: Place = (None, None)
    own_key: str = ""
    proxies: tuple[str, ...] = ()
    store: Place = (None, None)
    stores: tuple[str, ...] = ()
    memory: str = "memory://"
    enabled: str = ""


@dataclass(frozen=True)
class RateLimits:
    """How rates are limited.

    `limiters`: classes whose objects do it. `throttles`: classes that are named where they are to be
    used, in an attribute or a decorator of that name in `lists`, or in the setting (a key of a dictionary
    behind a dot) of that name. `rates`: a setting with rates, and where classes have to be named for
    it to have any effect.
    `keys`: calls and decorators -> where they are told whom they count; `key_settings` are settings that
    say so. A text there may name a header, behind `header_prefix`.
    `marks`: decorators that only note a limit -> the class without an object of which nobody reads it.
    `unblocked`: decorators -> the option that is false when they only note that there were too many, in
    the attribute of the request behind it.
    `switches`: settings that switch all limits off when they are false.
    `logins`: canonical views that check passwords.
    `addresses`: canonical functions that give what clients claim as their address, beside the
    attributes of requests in `model.forwarding`.
    """

    limiters: Mapping[str, Limiter] = field(default_factory=dict)
    throttles: Mapping[str, Limiter] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    rates: str = ""
    keys: Mapping[str, Place] = field(default_factory=dict)
    key_settings: frozenset[str] = frozenset()
    header_prefix: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    unblocked: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    switches: frozenset[str] = frozenset()
    logins: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
