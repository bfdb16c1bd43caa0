"""Path patterns of any framework, comparable by what they match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Union

from routelint.model.regex import samples as regex_samples


@dataclass(frozen=True)
class Param:
    """A variable part. `samples` are texts that its converter accepts, covering its kinds (a letter
    word, a number, ...); `spans_segments` when it can match a slash (`path`)."""

    name: str
    converter: str
    regex: str
    samples: tuple[str, ...]
    spans_segments: bool = False


Part = Union[str, Param]


@dataclass(frozen=True)
class Pattern:
    """`parts` alternate between literal text and parameters. `regex` is given for patterns that are
    written as one. `prefix_only`
    marks a pattern that matches every path that starts with it (mounts, unanchored expressions)."""

    parts: tuple[Part, ...]
    regex: str | None = None
    prefix_only: bool = False

    @property
    def text(self) -> str:
        """The pattern as people write it, parameters as `<name>`."""
        if self.regex is not None:
            return self.regex
        return "".join(p if isinstance(p, str) else f"<{p.name}>" for p in self.parts)

    @property
    def params(self) -> tuple[Param, ...]:
        return tuple(part for part in self.parts if isinstance(part, Param))

    @property
    def is_literal(self) -> bool:
        return self.regex is None and not self.params

    @property
    def is_catch_all(self) -> bool:
        """Matches whole remaining paths."""
        if self.prefix_only:
            return True
        if self.regex is not None:
            return bool(re.search(r"\.[*+]\)?\$?$", self.regex))
        return (
            bool(self.parts) and isinstance(self.parts[-1], Param) and self.parts[-1].spans_segments
        )

    @cached_property
    def _compiled(self) -> re.Pattern[str] | None:
        source = self.regex
        if source is None:
            source = "".join(
                re.escape(p) if isinstance(p, str) else f"(?:{p.regex})" for p in self.parts
            )
        try:
            return re.compile(source)
        except re.error:
            return None

    def matches(self, path: str) -> bool:
        compiled = self._compiled
        if compiled is None:
            return False
        if self.prefix_only:
            return compiled.match(path) is not None
        return compiled.fullmatch(path) is not None

    @cached_property
    def samples(self) -> tuple[str, ...] | None:
        """Paths that this pattern matches, one for each kind of value of each parameter; None when
        it is an expression whose language is not known, or that needs too many."""
        if self.regex is not None:
            return regex_samples(self.regex)
        found = [""]
        for part in self.parts:
            choices = (part,) if isinstance(part, str) else part.samples
            found = [head + choice for head in found for choice in choices][:64]
        return tuple(found)

    def covers(self, other: Pattern) -> bool:
        """Whether this one matches everything that `other` matches (False when not known)."""
        samples = other.samples
        return bool(samples) and all(self.matches(sample) for sample in samples or ())

    def opened(self) -> Pattern:
        """The pattern of what stands below this path: the path, a slash, and anything."""
        return Pattern(
            (*self.parts, "" if self.text.endswith("/") else "/"), None, prefix_only=True
        )

    def joined(self, child: Pattern) -> Pattern:
        """The pattern of a child below this prefix."""
        if self.regex is None and child.regex is None:
            return Pattern(_merge((*self.parts, *child.parts)), None, child.prefix_only)
        head = self.regex if self.regex is not None else _as_regex(self.parts)
        tail = child.regex if child.regex is not None else _as_regex(child.parts)
        return Pattern((), head + tail.removeprefix("^"), child.prefix_only)


def _as_regex(parts: Sequence[Part]) -> str:
    return "".join(re.escape(p) if isinstance(p, str) else f"(?:{p.regex})" for p in parts)


def _merge(parts: Sequence[Part]) -> tuple[Part, ...]:
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)
