"""Texts that a regular expression matches, one for each kind of text that others tell apart.

A small parser for what path expressions are made of: literals, classes, groups, alternatives and
repetition. Whatever else there is (look-around, back-references, flags) makes the answer None.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MOST = 64
_LONGEST = 64
# What stands for the members of a class: letters, digits and the signs that paths are made of.
_CANDIDATES = "akzAKZ079_-.:~@,+=%/"
_CLASS_ESCAPES = frozenset("dDwWsS")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_NAMED = re.compile(r"\(\?P<(\w+)>")


class _Unknown(Exception):
    """The expression holds something whose language isn't worked out."""


@lru_cache(maxsize=4096)
def samples(expression: str) -> tuple[str, ...] | None:
    """Texts that the whole expression matches, with `^` at its start and `$` at its end as ever; None
    when its language isn't known, or would need too many of them."""
    source = expression.removeprefix("^")
    if source.endswith("$") and not source.endswith("\\$"):
        source = source[:-1]
    try:
        compiled = re.compile(source)
        found = _Parser(source).parse()
    except (_Unknown, re.error, OverflowError):
        return None
    matching = tuple(dict.fromkeys(text for text in found if compiled.fullmatch(text)))
    return matching if len(matching) == len(set(found)) else None


@lru_cache(maxsize=4096)
def groups(expression: str) -> tuple[tuple[str | None, str], ...]:
    """The capturing groups of an expression in their order, those within others too: the name, if it
    has one, and what stands in it. Empty where brackets don't match."""
    found: list[tuple[str | None, str] | None] = []
    open_ones: list[tuple[int, str | None, int] | None] = []
    at = 0
    while at < len(expression):
        char = expression[at]
        if char == "\\":
            at += 1
        elif char == "[":
            closing = _CLASS.match(expression, at)
            if closing is None:
                return ()
            at = closing.end() - 1
        elif char == "(":
            head = _NAMED.match(expression, at)
            if head is not None or expression[at + 1 : at + 2] != "?":
                start = at + 1 if head is None else head.end()
                open_ones.append((len(found), None if head is None else head[1], start))
                found.append(None)
            else:
                open_ones.append(None)
        elif char == ")":
            if not open_ones:
                return ()
            opened = open_ones.pop()
            if opened is not None:
                found[opened[0]] = (opened[1], expression[opened[2] : at])
        at += 1
    return tuple(group for group in found if group is not None)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def parse(self) -> list[str]:
        found = self.alternatives()
        if self.at != len(self.source):
            raise _Unknown
        return found

    @property
    def next(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self) -> str:
        char = self.next
        if not char:
            raise _Unknown
        self.at += 1
        return char

    def alternatives(self) -> list[str]:
        found = self.sequence()
        while self.next == "|":
            self.at += 1
            found = [*found, *self.sequence()]
        return _few(found)

    def sequence(self) -> list[str]:
        found = [""]
        while self.next and self.next not in "|)":
            choices = self.repeated(*self.atom())
            found = _few([head + tail for head in found for tail in choices])
        return found

    def atom(self) -> tuple[list[str], bool]:
        """The texts of one element, and whether they are the members of a class of characters."""
        char = self.take()
        if char == "(":
            return self.group(), False
        if char == "[":
            return _members(self.bracket()), True
        if char == ".":
            return list(_CANDIDATES), True
        if char == "\\":
            escaped = self.take()
            if escaped in _CLASS_ESCAPES:
                return _members(f"\\{escaped}"), True
            if escaped.isalnum():
                raise _Unknown
            return [escaped], False
        if char in "^$*+?{":
            raise _Unknown
        return [char], False

    def group(self) -> list[str]:
        if self.next == "?":
            self.at += 1
            kind = self.take()
            if kind == "P" and self.take() == "<":
                while self.take() != ">":
                    pass
            elif kind != ":":
                raise _Unknown
        found = self.alternatives()
        if self.take() != ")":
            raise _Unknown
        return found

    def bracket(self) -> str:
        start = self.at - 1
        if self.next == "^":
            self.at += 1
        if self.next == "]":
            self.at += 1
        while self.next != "]":
            if self.take() == "\\":
                self.take()
        self.at += 1
        return self.source[start : self.at]

    def repeated(self, choices: list[str], is_class: bool) -> list[str]:
        least, most = self.quantifier()
        if (least, most) == (1, 1):
            return choices
        if self.next and self.next in "*+?{":
            if self.next != "?":
                raise _Unknown
            self.at += 1
        counts = {least, max(least, 1)}
        if is_class:
            # All members in one text, or in as few as there is room for.
            length = len(choices) if most is None else min(most, len(choices))
            longest = max(least, min(length, _LONGEST))
            starts = range(0, len(choices) if longest else 1, max(longest, 1))
            return [
                "".join(choices[(start + i) % len(choices)] for i in range(count))
                for count in sorted({*counts, longest})
                for start in (starts if count == longest else (0,))
            ]
        counts.add(2 if most is None or most >= 2 else 1)
        return list(
            dict.fromkeys(
                text * count for count in sorted(counts) for text in (choices if count else [""])
            )
        )

    def quantifier(self) -> tuple[int, int | None]:
        found = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(self.next)
        if found is not None:
            self.at += 1
            return found
        braces = re.compile(r"\{(\d+)(,?)(\d*)\}").match(self.source, self.at)
        if braces is None:
            return 1, 1
        self.at = braces.end()
        least = int(braces[1])
        if least > _LONGEST:
            raise _Unknown
        if not braces[2]:
            return least, least
        return least, int(braces[3]) if braces[3] else None


def _members(source: str) -> list[str]:
    compiled = re.compile(source)
    found = [char for char in _CANDIDATES if compiled.fullmatch(char)]
    if not found:
        raise _Unknown
    return found


def _few(found: list[str]) -> list[str]:
    found = list(dict.fromkeys(found))
    if len(found) > _MOST:
        raise _Unknown
    return found


#: How many repetitions without an end may stand one behind the other.
_REPETITIONS = 3


@lru_cache(maxsize=1024)
def is_cheap(expression: str) -> bool:
    """Whether matching a short text takes no time to speak of: no repetition without an end holds
    another one, and few follow each other."""
    try:
        return _Cost(expression).parse() <= _REPETITIONS
    except _Unknown:
        return False


class _Cost:
    """Counts the repetitions without an end on the dearest way through an expression."""

    _QUANTIFIER = re.compile(r"[*+?]|\{\d*,?\d*\}")

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def parse(self) -> int:
        found = self.alternatives()
        if self.at != len(self.source):
            raise _Unknown
        return found

    def alternatives(self) -> int:
        dearest = self.sequence()
        while self.source.startswith("|", self.at):
            self.at += 1
            dearest = max(dearest, self.sequence())
        return dearest

    def sequence(self) -> int:
        count = 0
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            inner = self.atom()
            quantifier = self._QUANTIFIER.match(self.source, self.at)
            endless = False
            if quantifier is not None:
                self.at = quantifier.end()
                text = quantifier[0]
                endless = text in "*+" or text.endswith(",}")
                if self.source[self.at : self.at + 1] in ("?", "+"):
                    self.at += 1
            if inner and quantifier is not None and quantifier[0] != "?":
                raise _Unknown
            count += inner + endless
        return count

    def atom(self) -> int:
        char = self.source[self.at]
        self.at += 1
        if char == "\\":
            if self.source[self.at : self.at + 1].isdigit():
                raise _Unknown
            self.at += 1
        elif char == "[":
            closing = re.compile(r"\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL).match(self.source, self.at)
            if closing is None:
                raise _Unknown
            self.at = closing.end()
        elif char == "(":
            opening = re.compile(r"\?(?:P<\w+>|[:=!]|<[=!])").match(self.source, self.at)
            if opening is not None:
                self.at = opening.end()
            elif self.source.startswith("?", self.at):
                raise _Unknown
            inner = self.alternatives()
            if not self.source.startswith(")", self.at):
                raise _Unknown
            self.at += 1
            return inner
        return 0
