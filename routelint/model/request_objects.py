"""What a framework's table says about its request objects: what may be written, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RequestObject:
    """A class of requests.

    `frozen`: attributes whose values refuse to be changed -> the code that makes a copy of one, in
    which `{}` is the value; those of `frozen_forms` only where a form was sent. `fixed`: attributes that
    can't be assigned.
    `closed` completes the sentence "the request has no attribute of that name: ..." where a request
    takes no attributes but those in `declared`.
    `dropped` are the roles whose functions have a request object of their own: what is put on it, and
    into the values of `kept_by_object`, is not on that of the others.
    `once` tells what comes of an attribute that is assigned a second time, from version `once_since` on.
    `place` is where data for the rest of the request belongs, with `{}` for its name.
    `shared`: attributes that are the same object for all requests (the application, for example).
    """

    frozen: Mapping[str, str] = field(default_factory=dict)
    frozen_forms: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    closed: str = ""
    declared: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    kept_by_object: frozenset[str] = frozenset()
    once: str = ""
    once_since: tuple[int, ...] = ()
    place: str = ""
    shared: frozenset[str] = frozenset()
