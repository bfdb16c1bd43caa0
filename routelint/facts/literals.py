"""The values of literals as they are written."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable

from routelint.findings import Span
from routelint.model import ir


def literal(source: str) -> str | bytes:
    """The value of a string literal as written; broken escapes stay as they are."""
    quote = source[0]
    if quote in "'\"" and "\\" not in source:
        width = 3 if source.startswith(quote * 3) and len(source) >= 6 else 1
        text = source[width:-width]
        return text if "\r" not in text else text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = ast.literal_eval(source)
    except (ValueError, SyntaxError, MemoryError):
        return source.strip("rRbBuU").strip("'\"")
    return value if isinstance(value, (str, bytes)) else source


def fixed_text(raw: str, prefix: str, quote: str) -> str:
    """The text between the expressions of an f-string; `prefix` lacks its `f`."""
    text = raw.replace("{{", "{").replace("}}", "}")
    if "\\" not in text or "r" in prefix.lower():
        return text
    value = literal(f"{prefix}{quote}{text}{quote}")
    return value if isinstance(value, str) else text


def formatted(parts: Iterable[ir.Expr | str], span: Span) -> ir.FormattedString:
    """A formatted string of its parts; texts that follow each other are one, and none is empty."""
    kept: list[ir.Expr] = []
    text = ""
    for part in (*parts, None):
        if isinstance(part, str):
            text += part
            continue
        if text:
            kept.append(ir.Constant(text, span))
            text = ""
        if part is not None:
            kept.append(part)
    return ir.FormattedString(tuple(kept), span)
