"""What a framework's table says about the bodies of requests, once they are data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Missing:
    """When something is None instead of an error that clients see: `when` completes the sentence "is
    None ...". With a `keyword` (or at `index`) only where that argument has this `value`; not where the
    argument `unless` is True."""

    when: str
    keyword: str = ""
    index: int | None = None
    value: object = None
    unless: str = ""


@dataclass(frozen=True)
class Bodies:
    """Where the bodies of requests stand as data, whose keys the client has chosen.

    `data` are canonical attributes and methods that give it; a method of a mapping that copies it adds
    nothing. `raw` are those that give what still has to be decoded, and `raw_items` the same for mappings,
    by the name of the variable, and their keys. `queries` are mappings of the query. `missing` says which
    of `data` may be None. `arguments` are the names of the arguments of handlers that are the body when
    they are annotated as a dictionary; "*": any argument is.
    `model_schemas` are base classes of what takes over columns of the `model` of its `Meta`, and
    `schema_attributes` the attributes of view classes that name one. `schemas`: packages and modules whose
    classes say what clients may send. `accounts`: canonical classes of accounts -> how to call one, and
    those fields that clients must neither set nor learn.
    `loads`: functions that make data of a text.
    """

    data: frozenset[str] = frozenset()
    raw: frozenset[str] = frozenset()
    raw_items: frozenset[tuple[str, str]] = frozenset()
    queries: frozenset[str] = frozenset()
    missing: Mapping[str, Missing] = field(default_factory=dict)
    arguments: frozenset[str] = frozenset()
    model_schemas: frozenset[str] = frozenset()
    schema_attributes: frozenset[str] = frozenset()
    schemas: frozenset[str] = frozenset()
    accounts: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    loads: frozenset[str] = frozenset()
