"""F-strings: until Python 3.11 the tree says not where the expressions in them stand, so that the text
of the string is read for them. https://peps.python.org/pep-0701/"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Generator, Iterator

from routelint.facts.literals import fixed_text, literal
from routelint.facts.native.places import Places

#: Whether the tree has the places of the expressions in f-strings.
PLACED = sys.version_info >= (3, 12)

#: A piece of text, or an expression with its places in the file.
Part = str | ast.expr

_OPENING = re.compile(r"([A-Za-z]*)(\"\"\"|'''|\"|')")
_STRING_END = {
    quote: re.compile(rf"(?:[^\\]|\\.)*?{quote}", re.DOTALL) for quote in ('"', "'", '"""', "'''")
}
_STOP = re.compile(r"[{}\\]")
_IN_FIELD = re.compile(r"[\[\](){}'\"!=:]")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def parts_of(places: Places, start: int, end: int) -> Iterator[Part]:
    """The parts of the string literals that stand between two offsets, of which one is an f-string."""
    at = places.skip(start)
    while at < end:
        opening = _OPENING.match(places.text, at)
        if opening is None:
            return
        prefix, quote = opening.groups()
        closing = _STRING_END[quote].match(places.text, opening.end())
        if closing is None:
            return
        inner, last = opening.end(), closing.end() - len(quote)
        if "f" in prefix.lower():
            yield from _Reader(places, prefix, quote, last).body(inner)
        else:
            value = literal(places.text[at : closing.end()])
            if isinstance(value, str):
                yield value
        at = places.skip(closing.end())


class _Reader:
    """Reads one f-string; `last` is the offset of its closing quote."""

    def __init__(self, places: Places, prefix: str, quote: str, last: int) -> None:
        self.places = places
        self.text = places.text
        self.quote = quote
        self.last = last
        self.prefix = prefix.lower().replace("f", "")
        self.raw = "r" in self.prefix

    def body(self, at: int) -> Iterator[Part]:
        begun = at
        while True:
            stop = _STOP.search(self.text, at, self.last)
            if stop is None:
                yield self.fixed(begun, self.last)
                return
            at = stop.start()
            char = self.text[at]
            if char == "\\":
                at = self.behind_escape(at)
            elif self.text.startswith(char * 2, at):
                at += 2
            elif char == "{":
                yield self.fixed(begun, at)
                begun = at = yield from self.field(at + 1)
            else:
                at += 1

    def behind_escape(self, at: int) -> int:
        # `\\N{...}` holds no expression.
        if not self.raw and self.text.startswith("\\N{", at):
            return self.text.index("}", at) + 1
        if self.raw or self.text[at + 1] in "{}":
            return at + 1
        return at + 2

    def fixed(self, start: int, end: int) -> str:
        return fixed_text(self.text[start:end], self.prefix, self.quote)

    def field(self, start: int) -> Generator[Part, None, int]:
        """What stands from behind `{`; gives back where the text behind `}` begins."""
        end = self.expression_end(start)
        at = end
        if self.text[at] == "=":
            at = self.blank(at + 1)
            yield self.text[start:at]
        yield self.expression(start, end)
        if self.text[at] == "!":
            at = self.blank(at + 2)
        if self.text[at] == ":":
            at += 1
            while self.text[at] != "}":
                if self.text[at] == "{":
                    at = yield from self.nested(at + 1)
                else:
                    at += 1
        return at + 1

    def nested(self, start: int) -> Generator[Part, None, int]:
        """`field` in a format specification, whose constant parts are no text of the string."""
        inner = self.field(start)
        while True:
            try:
                part = next(inner)
            except StopIteration as stop:
                return int(stop.value)
            if not isinstance(part, str):
                yield part

    def blank(self, at: int) -> int:
        while self.text[at].isspace():
            at += 1
        return at

    def expression_end(self, at: int) -> int:
        """Where the expression ends that begins at an offset: at `!r`, `:`, `=` or `}`."""
        depth = 0
        while True:
            found = _IN_FIELD.search(self.text, at, self.last)
            if found is None:
                raise SyntaxError("an f-string that does not end")
            at, char = found.start(), found.group()
            if char in "'\"":
                quote = char * 3 if self.text.startswith(char * 3, at) else char
                closing = _STRING_END[quote].match(self.text, at + len(quote))
                if closing is None:
                    raise SyntaxError("a string that does not end")
                at = closing.end()
                continue
            if depth == 0:
                if char in "}:":
                    return at
                if char == "!" and self.text[at + 1] != "=":
                    return at
                if char == "=" and self.is_debug(at):
                    return at
            depth += _BRACKETS.get(char, 0)
            at += 2 if self.text.startswith(("!=", "=="), at) else 1

    def is_debug(self, at: int) -> bool:
        """Whether a `=` asks for the expression's text, and compares nothing."""
        if self.text[at - 1] in "<>!=" or self.text[at + 1] == "=":
            return False
        return self.text[self.blank(at + 1)] in "!:}"

    def expression(self, start: int, end: int) -> ast.expr:
        """The expression between two offsets, its nodes at their places in the file."""
        tree = ast.parse(f"({self.text[start:end]}\n)", mode="eval").body
        row, column = self.places.row_and_byte(start)
        for node in ast.walk(tree):
            if isinstance(node, (ast.expr, ast.arg, ast.keyword)):
                # One byte of the first line is the parenthesis.
                if node.lineno == 1:
                    node.col_offset += column - 1
                if node.end_lineno == 1:
                    node.end_col_offset = (node.end_col_offset or 0) + column - 1
                node.lineno += row - 1
                node.end_lineno = (node.end_lineno or 1) + row - 1
        return tree
