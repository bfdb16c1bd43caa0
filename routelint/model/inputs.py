"""What a framework's table says about texts that clients send and about files that are served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: A keyword and a position of an argument; either may be missing.
Place = tuple["str | None", "int | None"]


@dataclass(frozen=True)
class Inputs:
    """Where texts of requests stand.

    `texts` are canonical names of attributes, mappings and methods: the text itself, or what gives it
    by an item, `get`, an attribute or a call. `items` are mappings, by the name of the variable, and
    their keys. `path_texts` are mappings with the parameters of the path. `decoded`: these may hold an
    encoded slash, also where they stand for one segment. `from_query`: the parameters of a handler that
    are not in its path are taken from the query. `groups`: parameters of handlers are the groups of a
    regular expression, by their position.
    """

    texts: frozenset[str] = frozenset()
    items: frozenset[tuple[str, str]] = frozenset()
    path_texts: frozenset[str] = frozenset()
    decoded: bool = False
    from_query: bool = False
    groups: bool = False


@dataclass(frozen=True)
class Files:
    """How files are served.

    `senders`: canonical callee -> the argument with the path of a file, or with the directory below
    which one is looked for. `roots`: canonical callee -> the argument with a directory of which all
    files are served (also as a key of a dictionary that stands behind the callee in a list or call).
    `listings`: canonical callee -> the option that has directories listed. `names`: those of the roots
    that serve one file below the directory -> the argument with its name.
    """

    senders: Mapping[str, Place] = field(default_factory=dict)
    roots: Mapping[str, Place] = field(default_factory=dict)
    listings: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Place] = field(default_factory=dict)
