"""What a URI template and the prefix of a sink match.

https://falcon.readthedocs.io/en/stable/api/routing.html
"""

from __future__ import annotations

import re

from routelint.model.pattern import Param, Part, Pattern

_FIELD = re.compile(
    r"{(?P<name>[A-Za-z_]\w*)(?::(?P<converter>[A-Za-z_]\w*)(?P<args>\([^)]*\))?)?}"
)

# https://falcon.readthedocs.io/en/stable/api/routing.html#built-in-converters
_CONVERTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": (r"[^/]+", ("word", "42")),
    "int": (r"\d+", ("42",)),
    "float": (r"[\d.]+", ("4.2", "42")),
    "dt": (r"[^/]+", ("2024-01-31T10:00:00Z",)),
    "uuid": (r"[0-9a-fA-F-]+", ("0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f",)),
    "path": (r".+", ("word", "a/b")),
}
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")


def read_template(template: str) -> Pattern | None:
    """A URI template: `/items/{number:int}`; None with a converter that is not Falcon's."""
    parts: list[Part] = []
    position = 0
    for match in _FIELD.finditer(template):
        if match.start() > position:
            parts.append(template[position : match.start()])
        name, converter, args = match["name"], match["converter"] or "", match["args"] or ""
        if converter not in _CONVERTERS:
            return None
        regex, samples = _CONVERTERS[converter]
        parts.append(Param(name, f"{converter}{args}", regex, samples, converter == "path"))
        position = match.end()
    if position < len(template):
        parts.append(template[position:])
    return Pattern(tuple(parts))


def read_sink(prefix: str) -> Pattern:
    """The prefix of a sink: an expression, or a text, that paths begin with."""
    if _SPECIAL.search(prefix):
        return Pattern((), prefix, prefix_only=True)
    return Pattern((prefix,) if prefix else (), None, prefix_only=True)


def read_directory(prefix: str) -> Pattern:
    """The prefix of a static route, which has a slash behind it."""
    return Pattern((prefix.rstrip("/") + "/",), None, prefix_only=True)
