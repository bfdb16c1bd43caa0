"""How a rule says what its fix does, without touching text.

Plain edits (`insert`, `replace`, `delete`) are exact already. Intents name a change whose exact
text depends on the lines around it: commas, indentation, comments, the imports of the module.
`fix(...)` takes both; `fixes.materialise` makes edits of the intents.
Every position is 1-based, an end column exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from routelint.findings import Edit, Fix, Safety, Span


@dataclass(frozen=True)
class MoveLines:
    """Move the statement at `span`, with the comments directly above it, before the line
    `before_line` (and before the comments directly above that line)."""

    path: str
    span: Span
    before_line: int


@dataclass(frozen=True)
class MoveDecorator:
    """Move a decorator's lines directly above or below those of another one.

    The spans cover the decorator's expression, with or without the `@`.
    """

    path: str
    decorator: Span
    target: Span
    where: Literal["above", "below"]


@dataclass(frozen=True)
class RemoveArgument:
    """Remove the argument at `argument` (`keyword=value` as a whole) with its comma.

    `args_span` covers the parentheses of the call.
    """

    path: str
    args_span: Span
    argument: Span


@dataclass(frozen=True)
class AddArgument:
    """Add `text` as the last argument between the parentheses at `args_span`."""

    path: str
    args_span: Span
    text: str


@dataclass(frozen=True)
class AddStatement:
    """Add the statement `text` before or after the one at `statement`, at its indentation.

    `text` may have several lines, indented relative to each other, without a final newline.
    """

    path: str
    statement: Span
    text: str
    where: Literal["before", "after"]


@dataclass(frozen=True)
class RemoveStatement:
    """Remove the statement at `statement`; `pass` takes its place where a block would be empty."""

    path: str
    statement: Span


@dataclass(frozen=True)
class AddImport:
    """Make `name` of `module` available at module level under its own name; with an empty `module`
    the module `name` itself."""

    path: str
    module: str
    name: str


Intent: TypeAlias = (
    MoveLines
    | MoveDecorator
    | RemoveArgument
    | AddArgument
    | AddStatement
    | RemoveStatement
    | AddImport
)


def insert(path: str, at: tuple[int, int], content: str) -> Edit:
    """Insert `content` at (line, column)."""
    return Edit(path, Span(*at, *at), content)


def replace(path: str, span: Span, content: str) -> Edit:
    return Edit(path, span, content)


def delete(path: str, span: Span) -> Edit:
    return Edit(path, span, "")


def move_lines(path: str, span: Span, before_line: int) -> MoveLines:
    return MoveLines(path, span, before_line)


def move_decorator(
    path: str, decorator: Span, target: Span, where: Literal["above", "below"]
) -> MoveDecorator:
    return MoveDecorator(path, decorator, target, where)


def remove_argument(path: str, args_span: Span, argument: Span) -> RemoveArgument:
    return RemoveArgument(path, args_span, argument)


def add_argument(path: str, args_span: Span, text: str) -> AddArgument:
    return AddArgument(path, args_span, text)


def add_statement_after(path: str, statement: Span, text: str) -> AddStatement:
    return AddStatement(path, statement, text, "after")


def add_statement_before(path: str, statement: Span, text: str) -> AddStatement:
    return AddStatement(path, statement, text, "before")


def remove_statement(path: str, statement: Span) -> RemoveStatement:
    return RemoveStatement(path, statement)


def add_import(path: str, module: str, name: str) -> AddImport:
    return AddImport(path, module, name)


def fix(safety: Safety, message: str, *changes: Edit | Intent) -> Fix:
    """A fix made of edits and intents in any order, applied together or not at all."""
    edits = tuple(c for c in changes if isinstance(c, Edit))
    intents = tuple(c for c in changes if not isinstance(c, Edit))
    return Fix(safety, message, edits, intents)
