"""What a framework's table says about cookies, debug modes and keys, in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What a cookie can be told: to be sent over TLS only, to be hidden from scripts, to be kept from
#: requests of other sites.
SECURE, HTTP_ONLY, SAME_SITE = "secure", "httponly", "samesite"

#: A keyword and a position of an argument; either may be missing.
Place = tuple["str | None", "int | None"]


@dataclass(frozen=True)
class CookieCall:
    """A method of responses (or a class) that sets one cookie.

    `flags` are its keywords (flag -> keyword), `on` the flags that it sets by itself. `signed`: what
    it sets is signed, as only what identifies somebody is; so it is with the argument `signed_by`.
    """

    name: Place = ("key", 0)
    value: Place = ("value", 1)
    flags: Mapping[str, str] = field(
        default_factory=lambda: {
            SECURE: "secure",
            HTTP_ONLY: "httponly",
            SAME_SITE: "samesite",
        }
    )
    on: frozenset[str] = frozenset()
    signed: bool = False
    signed_by: str = ""


@dataclass(frozen=True)
class Cookies:
    """How session cookies are made.

    `calls`: methods that set a cookie, by their own name. `classes`: canonical classes and functions
    that do. `settings`: setting -> the flag of session cookies that it stands for. `options`:
    canonical callee (or class of middleware) -> its options for them -> flag. `on`: those flags that
    settings and options leave on when they say nothing.
    """

    calls: Mapping[str, CookieCall] = field(default_factory=dict)
    classes: Mapping[str, CookieCall] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    on: frozenset[str] = frozenset({HTTP_ONLY})


@dataclass(frozen=True)
class Debug:
    """How an app's debug mode is switched on, and what comes of it (the end of "..., and then").

    `settings` are settings, `options` keywords of the app's constructor, `run_options` those of what
    starts the server, `calls` canonical functions (or middleware) -> the argument that switches it on
    (with no place: calling it does), `includes` are packages that do so when they are included, by
    the method (`includer`) that does.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    run_options: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, tuple[Place, str]] = field(default_factory=dict)
    includer: str = ""
    includes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Secrets:
    """Where keys that sign or encrypt are given.

    `settings`: setting -> what who knows it can do; `options`: the same for keywords of the app's
    constructor; `nested`: setting with a dictionary -> its keys. `calls`: canonical callee (function,
    class or middleware) -> the places of its keys, and the same. `methods`: methods of the framework's
    objects, by their own name. `attributes`: attributes of classes. `makers`: functions that make a
    key, another one with each call.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    nested: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    calls: Mapping[str, tuple[tuple[Place, ...], str]] = field(default_factory=dict)
    methods: Mapping[str, tuple[Place, str]] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    makers: frozenset[str] = frozenset()
