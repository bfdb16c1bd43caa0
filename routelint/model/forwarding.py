"""What a framework's table says about the headers in which proxies tell of their clients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: A keyword and a position of an argument; either may be missing.
Place = tuple["str | None", "int | None"]


@dataclass(frozen=True)
class Forwarding:
    """Where texts stand that proxies write, and that any client may have written before them.

    `addresses` are canonical attributes with the address that stands first in such a header, `routes`
    those with all of them, the first one first, and `hosts` those with the host.
    `parameters`: canonical callee (or class) by which a parameter of a handler is a header -> the
    keyword for its name. `believing`: canonical callee (or middleware) -> the argument that says which
    senders of such headers are believed, `*` meaning all. `believers`: those that believe all, always.
    `switches`: canonical callee -> (the keyword that has these headers read, the attributes that hold
    what they say).
    `host_settings`: (setting that has the host taken from them, setting with the hosts that are known).
    `header_setting`: the setting that names the header with the address.
    `client`: the code for the address of the client, as far as proxies that are known tell it.
    """

    addresses: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    parameters: Mapping[str, str] = field(default_factory=dict)
    believing: Mapping[str, Place] = field(default_factory=dict)
    believers: frozenset[str] = frozenset()
    switches: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    host_settings: tuple[str, str] = ("", "")
    header_setting: str = ""
    client: str = ""
