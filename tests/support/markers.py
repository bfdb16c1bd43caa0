"""The expectations that fixtures carry in comments.

    jsonify(error="denied")          # expect: RL101
#   ^^^^^^^^^^^^^^^^^^^^^^^          (a caret line pins the range of the finding on the line above)
    # expect-related: 3              (the finding above has a related place in line 3; `other.py:3`)
    redirect("/")                    # todo-missed: RL101   (a known missed alarm)
    jsonify(ok=True)                 # todo-false: RL101    (a known false alarm)

Several codes are separated by commas. `expect` and the `todo` markers stand at the end of the line
where the primary range starts. A line without a marker asserts that nothing is found there. A
`todo` marker asserts today's mistake, so that mending the rule brings it to light.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MARKER = re.compile(r"#\s*((?:expect|todo)[\w-]*)\s*:\s*(.*?)\s*(?=#|$)")
_LOOKS_LIKE_MARKER = re.compile(r"#\s*(expect|todo-)\S*", re.IGNORECASE)
_CARETS = re.compile(r"^(\s*)#(\s*)(\^+)\s*$")
_CODE = re.compile(r"^RL\d{3}$")
_PLACE = re.compile(r"^(?:(?P<path>[^:\s]+\.py):)?(?P<line>\d+)$")


class MarkerError(ValueError):
    """A marker that is no marker of the grammar."""


@dataclass(frozen=True)
class Expected:
    """A finding with `code` at `line` (1-based).

    `columns` are set when a caret line pins them (1-based, the end exclusive); `related` are
    (path, line) pairs, the path empty for the same file.
    """

    line: int
    code: str
    columns: tuple[int, int] | None = None
    related: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Markers:
    """What one file expects. `missed` and `false` hold (line, code)."""

    expected: tuple[Expected, ...] = ()
    missed: frozenset[tuple[int, str]] = frozenset()
    false: frozenset[tuple[int, str]] = frozenset()

    @property
    def found(self) -> list[tuple[int, str]]:
        """The (line, code) pairs that must be found today, sorted; equal ones count."""
        return sorted([(e.line, e.code) for e in self.expected] + list(self.false))


def read_markers(path: Path) -> Markers:
    """The markers of a file; raises MarkerError for a malformed one."""
    return parse_markers(path.read_bytes().decode("utf-8-sig"), str(path))


def parse_markers(text: str, name: str = "<text>") -> Markers:
    """The markers in `text`; `name` is for messages. Raises MarkerError."""
    expected: list[Expected] = []
    missed: set[tuple[int, str]] = set()
    false: set[tuple[int, str]] = set()
    for line, comment, own_line in _comments(text):
        place = f"{name}:{line}"
        carets = _CARETS.match(own_line)
        if carets:
            start = len(carets.group(1)) + 1 + len(carets.group(2)) + 1
            _pin(expected, line, (start, start + len(carets.group(3))), place)
            continue
        markers = list(_MARKER.finditer(comment))
        if not markers and _LOOKS_LIKE_MARKER.match(comment):
            raise MarkerError(f"{place}: not a marker: {comment}")
        for marker in markers:
            kind, rest = marker.groups()
            if kind == "expect":
                expected.extend(Expected(line, code) for code in _codes(rest, place))
            elif kind == "expect-related":
                _relate(expected, rest, place)
            elif kind == "todo-missed":
                missed.update((line, code) for code in _codes(rest, place))
            elif kind == "todo-false":
                false.update((line, code) for code in _codes(rest, place))
            else:
                raise MarkerError(f"{place}: unknown marker {kind!r}")
    contradictions = missed & ({(e.line, e.code) for e in expected} | false)
    if contradictions:
        raise MarkerError(f"{name}: expected and missed at once: {sorted(contradictions)}")
    in_order = tuple(sorted(expected, key=lambda e: (e.line, e.code)))
    return Markers(in_order, frozenset(missed), frozenset(false))


def _comments(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, comment, the whole line when the comment has a line of its own)."""
    lines = io.StringIO(text, newline=None)
    for token in tokenize.generate_tokens(lines.readline):
        if token.type == tokenize.COMMENT:
            alone = not token.line[: token.start[1]].strip()
            yield token.start[0], token.string, token.line.rstrip("\n") if alone else ""


def _codes(rest: str, place: str) -> list[str]:
    codes = [code.strip() for code in rest.split(",")]
    for code in codes:
        if not _CODE.match(code):
            raise MarkerError(f"{place}: {code!r} is not a code")
    return codes


def _pin(expected: list[Expected], line: int, columns: tuple[int, int], place: str) -> None:
    above = [i for i, e in enumerate(expected) if e.line == line - 1]
    if len(above) != 1:
        raise MarkerError(f"{place}: carets pin the one finding that is expected on the line above")
    old = expected[above[0]]
    expected[above[0]] = Expected(old.line, old.code, columns, old.related)


def _relate(expected: list[Expected], rest: str, place: str) -> None:
    if not expected:
        raise MarkerError(f"{place}: no finding is expected above")
    found = _PLACE.match(rest)
    if not found:
        raise MarkerError(f"{place}: {rest!r} is not a place")
    old = expected[-1]
    related = (*old.related, (found["path"] or "", int(found["line"])))
    expected[-1] = Expected(old.line, old.code, old.columns, related)
