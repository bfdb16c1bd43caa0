"""What a framework's table says about its own calls: what they wait for, and what they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What calls change that outlives a request; each completes the sentence "it ...".
DATABASE = "changes the database"
FILE = "changes files"
MAIL = "sends mail"
MONEY = "moves money"
SHARED = "removes what all requests share"


@dataclass(frozen=True)
class Wait:
    """`what` it waits for completes "blocks the event loop while it waits for ..."; `instead` is what
    does the same without blocking, "" where only a thread helps. A `light` one is short as long as it
    is done once, and counts in loops and for uploads. `fails` tells what comes of it on the loop,
    where that is not waiting."""

    what: str
    instead: str = ""
    light: bool = False
    fails: str = ""

    @property
    def disk(self) -> bool:
        return self.what == "the disk"


@dataclass(frozen=True)
class OwnCalls:
    """Names are canonical; the methods of an object are named after its class, which may be one that
    only this table knows (`"django.QuerySet"`).

    `waits`: callee -> what its call keeps a thread waiting for; `iterated`: the same for going through
    the value of a call that does not wait itself.
    `makes`: what calling (or reading) one thing gives an object of; `kinds` is the same by regular
    expressions for whole names. `fluent`: classes whose objects lead to further ones of theirs by any
    attribute or method.
    `soon`: calls that are given a plain function to run on the event loop -> its position.
    `generators`: decorators that make a coroutine function of a generator; its calls give a future.
    `transparent`: decorators that leave a plain function what it is: it runs where it is called.
    `changes`: callee -> what that changes; `records`: classes of what stands for rows -> the methods
    of theirs that change them.
    `texts`: functions that make a text of a value, or keep the text that is in it; `clocks`: those that
    tell the time.
    """

    waits: Mapping[str, Wait] = field(default_factory=dict)
    iterated: Mapping[str, Wait] = field(default_factory=dict)
    makes: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    fluent: frozenset[str] = frozenset()
    soon: Mapping[str, int] = field(default_factory=dict)
    generators: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    changes: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, frozenset[str]] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    clocks: frozenset[str] = frozenset()
