"""What is wrong with the text of a path: signs of other frameworks, slashes, ends of expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from routelint.model.paths import Paths

#: What types of parameters are called, in one framework or another.
_TYPE_WORDS = frozenset(
    {"str", "string", "int", "integer", "number", "float", "double", "uuid", "path", "slug"}
)
#: Those of them that parameters are called, too.
_NAMES_TOO = frozenset({"number", "path", "slug"})
_OWN = {
    "<>": re.compile(r"<[^<>]*>"),
    "{}": re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}"),
    ":": re.compile(r"(?<![{<\w]):[A-Za-z_]\w*(?:#[^#]*#)?"),
    "*": re.compile(r"\*\w*$"),
}
_PARAMETERS = {
    "<>": re.compile(r"<(?:(?P<first>\w+)(?:\([^()]*\))?:)?(?P<last>\w+)>"),
    "{}": re.compile(r"\{(?P<first>[A-Za-z_]\w*)(?::(?P<last>[^{}]*))?\}"),
    ":": re.compile(r"(?<=/):(?P<last>[A-Za-z_]\w*)(?=/|$)"),
    "*": re.compile(r"(?<=/)\*\*?(?=$)"),
}
_NAMED_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?P<inner>(?:[^()\\]|\\.)*)\)")
_EXPRESSION = re.compile(r"^\^|\$$|\(\?|\\[dwsDWSAZb]|\(\[|\(\.|\.[*+]|\[\^|\]\+")
_GROUPS = {"int": r"\d+", "integer": r"\d+", "number": r"\d+", "path": ".+", "slug": r"[\w-]+"}
_QUERY = re.compile(r"\?\w+=")


@dataclass(frozen=True)
class Sign:
    """Something in a path that doesn't mean what it looks like: `kind` is "parameter", "type", "swapped",
    "untyped", "expression" or "query". `start` and `end` are places in the text, `name` that of the
    parameter, and `instead` what to write; "" where that is not known."""

    kind: str
    start: int
    end: int
    name: str = ""
    type: str = ""
    instead: str = ""


def signs(text: str, paths: Paths) -> Iterator[Sign]:
    """The signs in a path of literal text and parameters."""
    blank = list(text)
    named = [] if "regex" in paths.styles else list(_NAMED_GROUP.finditer(text))
    for match in named:
        yield Sign(
            "expression",
            match.start(),
            match.end(),
            match["name"],
            instead=written(paths, match["name"], "int" if match["inner"] == r"\d+" else ""),
        )
        blank[match.start() : match.end()] = "\0" * (match.end() - match.start())
    for style in ("<>", "{}", ":", "*"):
        if style not in paths.styles:
            continue
        for match in _OWN[style].finditer("".join(blank)):
            if style in ("<>", "{}"):
                yield from _own_sign(match, paths)
            blank[match.start() : match.end()] = "\0" * (match.end() - match.start())
    rest = "".join(blank)
    for style in ("<>", "{}", ":", "*"):
        if style in paths.styles or (style == "*" and "regex" in paths.styles):
            continue
        for match in _PARAMETERS[style].finditer(rest):
            yield _foreign(style, match, paths)
            blank[match.start() : match.end()] = "\0" * (match.end() - match.start())
    rest = "".join(blank)
    query = _QUERY.search(rest)
    if query is not None:
        yield Sign("query", query.start(), len(text))
    elif "regex" not in paths.styles:
        expression = _EXPRESSION.search(rest)
        if expression is not None and not named:
            yield Sign("expression", expression.start(), expression.end())


def foreign_in_expression(text: str, paths: Paths) -> Iterator[Sign]:
    """The parameters of other frameworks in a regular expression."""
    for style, found in (
        ("<>", re.compile(r"(?<!\?P)(?<!\\k)<(?:(?P<first>\w+):)?(?P<last>\w+)>")),
        ("{}", re.compile(r"(?<!\\)\{(?P<first>[A-Za-z_]\w*)(?::(?P<last>[^{}]*))?\}")),
        (":", _PARAMETERS[":"]),
    ):
        for match in found.finditer(text):
            sign = _foreign(style, match, paths)
            yield replace(sign, instead=f"(?P<{sign.name}>{_GROUPS.get(sign.type, '[^/]+')})")


def _own_sign(match: re.Match[str], paths: Paths) -> Iterator[Sign]:
    """What is wrong with a parameter that is written in the framework's own way."""
    inner = match.group()[1:-1]
    one, colon, other = inner.partition(":")
    one = one.partition("(")[0]
    if not colon:
        if paths.untyped and re.fullmatch(r"\w+", one):
            yield Sign("untyped", match.start(), match.end(), one, "", written(paths, one, "str"))
        return
    type_first = paths.typed.find("{type}") < paths.typed.find("{name}")
    kind, name = (one, other) if type_first else (other, one)
    if not type_first:
        kind = re.split(r"[(:]", kind)[0] if not paths.expressions else kind
    known = {own for own in paths.types.values() if own}
    turned = kind in _NAMES_TOO and _is_type_alone(name, kind)
    if (
        (kind in known and not turned)
        or not re.fullmatch(r"\w+", kind)
        or not re.fullmatch(r"\w+", name)
    ):
        return
    if _is_type_alone(name, kind) and kind not in _TYPE_WORDS - _NAMES_TOO:
        if not paths.expressions or name in known:
            instead = written(paths, kind, name)
            yield Sign("swapped", match.start(), match.end(), kind, name, instead)
    elif kind in _TYPE_WORDS:
        yield Sign("type", match.start(), match.end(), name, kind, written(paths, name, kind))


def _is_type_alone(name: str, other: str) -> bool:
    """Whether a name is that of a type, and hardly that of a parameter of some other type."""
    if name in _TYPE_WORDS - _NAMES_TOO - {"uuid"}:
        return True
    return name in _TYPE_WORDS and bool(re.search(r"(?:^|_)(?:id|pk)$", other))


def _foreign(style: str, match: re.Match[str], paths: Paths) -> Sign:
    name, kind = "", ""
    if style == "*":
        kind = "path"
    else:
        groups = match.groupdict()
        first, last = groups.get("first") or "", groups.get("last") or ""
        name, kind = (last, first) if style in ("<>", ":") else (first, last)
        if name in _TYPE_WORDS and kind and kind not in _TYPE_WORDS:
            name, kind = kind, name
    instead = written(paths, name or "path", kind) if re.fullmatch(r"\w*", name) else ""
    return Sign("parameter", match.start(), match.end(), name, kind, instead)


def written(paths: Paths, name: str, kind: str) -> str:
    """A parameter as the framework writes it; without its type where that is not known there."""
    own = paths.types.get(kind, "")
    if paths.untyped and not own:
        own = paths.types.get("str", "")
    if own and paths.typed:
        return paths.typed.format(name=name, type=own)
    return paths.plain.format(name=name)


# --- expressions ----------------------------------------------------------------------------------
def alternatives(expression: str) -> list[str]:
    """The alternatives of an expression at its outermost level."""
    found, depth, in_class, start, at = [], 0, False, 0, 0
    while at < len(expression):
        char = expression[at]
        if char == "\\":
            at += 2
            continue
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            found.append(expression[start:at])
            start = at + 1
        at += 1
    return [*found, expression[start:]]


def is_closed(expression: str) -> bool:
    """Whether an expression says where it ends."""
    if re.search(r"(?<!\\)\$\)*$", expression) or expression.endswith((r"\Z", r"\b")):
        return True
    # What takes all that follows ends where the path does.
    return bool(re.search(r"\.[*+]\??\)?\??$", expression))
