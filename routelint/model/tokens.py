"""What a framework's table says about JSON Web Tokens: which of its arguments and settings have a token
believed without a look at a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What of a token may be left unchecked: who signed it, until when it holds, for whom it was made.
SIGNATURE, EXPIRY, AUDIENCE = "signature", "expiry", "audience"

#: A keyword and a position of an argument; either may be missing.
Place = tuple["str | None", "int | None"]


@dataclass(frozen=True)
class TokenSwitch:
    """An argument that, with this `value`, leaves `unchecked` a part of the token. `token` is the place
    of the token itself, None for what says how tokens will be read."""

    argument: Place
    value: object
    unchecked: str
    token: Place | None = (None, 0)


@dataclass(frozen=True)
class Tokens:
    """How the framework's own extensions read tokens.

    `calls`: canonical callee (function, method or class) -> its switches. `settings`: setting -> the value
    with which tokens hold for good.
    """

    calls: Mapping[str, tuple[TokenSwitch, ...]] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
