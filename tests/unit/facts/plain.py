"""Skeletons as plain data, so that tests can compare them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from routelint.facts.extract import extract
from routelint.findings import Span
from routelint.model import ir
from routelint.source.text import source_of_text
from routelint.source.vocabulary import Vocabulary

SPANS = frozenset({"span", "attr_span", "args_span", "name_span", "header"})


def plain(value: Any, *, spans: bool = False) -> Any:
    """Nested tuples of class names and field values, with or without spans."""
    if isinstance(value, Span):
        return tuple(value)
    if isinstance(value, tuple):
        return tuple(plain(item, spans=spans) for item in value)
    if isinstance(value, ir.Constant):
        # 1, 1.0 and True are equal, and not the same.
        kind = (type(value.value).__name__, repr(value.value))
        return ("Constant", *kind, tuple(value.span)) if spans else ("Constant", *kind)
    if is_dataclass(value) and not isinstance(value, type):
        return (
            type(value).__name__,
            *(
                plain(getattr(value, f.name), spans=spans)
                for f in fields(value)
                if spans or f.name not in SPANS
            ),
        )
    return value


def lower(code: str) -> tuple[ir.Stmt, ...]:
    """All top-level statements of a piece of code."""
    facts = extract("example.py", source_of_text(code), Vocabulary(()), everything=True)
    assert facts.problem is None, facts.problem
    assert facts.diagnostics == ()
    tops = [part.index for part in facts.outline if part.parent == -1]
    return tuple(statement for index in tops for statement in facts.lowered[index])


def one(code: str) -> Any:
    """The only statement of a piece of code."""
    (statement,) = lower(code)
    return statement


def expr(code: str) -> Any:
    """The expression that a piece of code consists of."""
    statement = one(code)
    assert isinstance(statement, ir.ExprStmt)
    return statement.value


def at(code: str, span: Span) -> str:
    """The text at a span."""
    lines = code.splitlines(keepends=True)[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "".join(lines)
