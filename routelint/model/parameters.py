"""What a framework's table says about the texts that clients send as parameters of requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Where a parameter stands: in the address, behind `?`, or in a form.
PATH, QUERY, FORM = "path", "query", "form"


@dataclass(frozen=True)
class Parameters:
    """Parameters as requests hold them: texts, whatever was meant.

    `mappings` are canonical attributes that map the names of parameters to texts -> where these stand;
    `get` and `[]` of them give one. With `items` False `[]` gives something else. `calls` are canonical
    methods that give the text of one parameter themselves, its name first. `converter` says where a
    call is given what makes something else of the text, `offers_converter` whether that can be relied
    on, `default` where what stands in for a missing one is given.
    `parsers` are calls that declare a parameter -> where its converter stands. `path_texts` are the
    converters of paths that leave a text (`Param.converter`). `typed`: handlers have the parameters of
    the query as arguments, and their annotations convert these and those of the path.
    """

    mappings: Mapping[str, str] = field(default_factory=dict)
    items: bool = True
    calls: Mapping[str, str] = field(default_factory=dict)
    converter: str = ""
    converter_index: int | None = None
    offers_converter: bool = True
    default: tuple[str, int] = ("default", 1)
    parsers: Mapping[str, str] = field(default_factory=dict)
    path_texts: frozenset[str] = frozenset()
    typed: bool = False
