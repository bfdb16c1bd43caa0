"""What a framework's table says about how the paths of routes are written, and what comes of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: How handlers get what a path captures.
KEYWORDS, GROUPS, DECLARED = "keywords", "groups", "declared"


@dataclass(frozen=True)
class Paths:
    """How paths are written.

    `styles` are the ways of writing a parameter that are understood: "<>", "{}", ":", "*", and "regex"
    where what is no parameter is an expression anyway. `plain` and `typed` are how one is written, with
    `{name}` and `{type}`. `types` maps what types are called, here or elsewhere, to what they are called
    here ("" where one has no type); what is in no value is not known. `untyped` tells what comes of a
    parameter without a type where it needs one, and `unknown_type` what comes of a type that is not
    known; with `expressions` it is an expression of its own, which is no word.
    `slash` tells what comes of a path that does not begin with a slash; `no_slash`, what comes of one
    that does. With `glued` a prefix and a path stand one behind the other as they are written.
    `prefix_slash` is what comes of a prefix without a slash, `empty` of an empty path without a prefix.

    `expressions_only`: all paths are regular expressions; `expression_calls` are the canonical calls
    whose path is one, and `expression_call` the name, below `expression_module`, of the call to use for
    them. `searched`: an expression may match anywhere in a path, unless it ends in `$`. `one_end`: the
    `$` that the framework adds holds for the last alternative alone.

    `arguments` says how handlers get what a path captures: by name ("keywords"), by position ("groups")
    or where they declare it ("declared"); `first` is the number of arguments that stand before it, and
    `more_first` how many more there are for a WebSocket.
    `defaults` are the arguments of a route, by name or position, that give handlers further ones.
    `others` are methods of views that are called with something else.
    `mismatch` tells what clients see where path and handler disagree. `missing_item` tells so where a
    handler asks the request (`Inputs.path_texts`) for a parameter that its path doesn't have.
    `lookups` maps classes of views to the attribute that names the parameter which they need, to what
    that is by default and to what else may stand for it; `files` maps handlers that serve files to the
    name of the one group that their expression needs, and `files_mismatch` tells what comes of others.
    """

    styles: frozenset[str] = frozenset()
    plain: str = ""
    typed: str = ""
    types: Mapping[str, str] = field(default_factory=dict)
    untyped: str = ""
    unknown_type: str = ""
    expressions: bool = False
    slash: str = ""
    no_slash: str = ""
    glued: bool = False
    prefix_slash: str = ""
    empty: str = ""
    expressions_only: bool = False
    expression_calls: frozenset[str] = frozenset()
    expression_call: str = ""
    expression_module: str = ""
    searched: bool = False
    one_end: bool = False
    arguments: str = ""
    first: int = 0
    more_first: int = 0
    defaults: tuple[str | int, ...] = ()
    others: frozenset[str] = frozenset()
    mismatch: str = ""
    missing_item: str = ""
    lookups: Mapping[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    files_mismatch: str = ""
