"""From the text of one file to its facts."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable

from routelint.facts.native import lower as native
from routelint.facts.scopes import LoweringError
from routelint.findings import Diagnostic, Span
from routelint.model import ir
from routelint.model.facts import FileFacts, Slice
from routelint.source.outline import outline_of, parsed
from routelint.source.text import SourceText
from routelint.source.vocabulary import Vocabulary

#: A statement of so many lines is a table of data; reading it takes longer than all the rest.
_TABLE_LINES = 3000


def sketch(
    path: str, source: SourceText, vocabulary: Vocabulary, *, everything: bool = False
) -> FileFacts:
    """The facts of a file without any lowered slice; LibCST is imported only for newer syntax."""
    return _sketched(path, source, vocabulary, everything)[0]


def _sketched(
    path: str, source: SourceText, vocabulary: Vocabulary, everything: bool
) -> tuple[FileFacts, ast.Module | None]:
    """The facts, and the tree of the whole file, where Python's own parser could make one."""
    found = parsed(source.text)
    tree = found if isinstance(found, ast.Module) else None
    if isinstance(found, ast.Module):
        parts = outline_of(found, source.text, vocabulary)
    else:
        from routelint.facts.outline import outline_of_tree

        newer = outline_of_tree(source.text, vocabulary)
        if newer is None:
            return FileFacts(path, source.digest, problem=found), None
        parts = newer
    if everything:
        parts = tuple(_matched(part) for part in parts)
    return FileFacts(path, source.digest, parts), tree


def extract(
    path: str, source: SourceText, vocabulary: Vocabulary, *, everything: bool = False
) -> FileFacts:
    """Outline a file and lower what may matter at once: imports, compound statements and calls at
    module level, and every slice with a word of the vocabulary in it (or really all of them)."""
    facts, tree = _sketched(path, source, vocabulary, everything)
    wanted = [part.index for part in facts.outline if everything or _wanted(part)]
    if tree is not None:
        _leave_tables(facts, wanted)
        missing = frozenset(wanted) - facts.lowered.keys()
        facts.lowered.update(native.lower_tree(tree, source.text, facts.outline, missing) or {})
    lower_into(facts, source, wanted)
    return facts


def lower_slices(
    source: SourceText, facts: FileFacts, indices: Iterable[int]
) -> dict[int, tuple[ir.Stmt, ...]]:
    """Lower some slices of an outlined file; raises `lower.LoweringError`.

    Python's own parser reads them, several times faster than LibCST, which reads those whose syntax
    is newer than the running Python. Both give the same (tests/unit/facts/test_native.py).
    """
    wanted = frozenset(indices)
    if not wanted:
        return {}
    lowered = native.lower_slices(source.text, facts.outline, wanted)
    if lowered is None:
        from routelint.facts import lower

        lowered = lower.lower_slices(source.text, facts.outline, wanted)
    return lowered


def lower_into(facts: FileFacts, source: SourceText, indices: Collection[int]) -> None:
    """Lower slices into `facts.lowered`; one that can't be lowered becomes empty, with a
    diagnostic."""
    _leave_tables(facts, indices)
    missing = [index for index in indices if index not in facts.lowered]
    try:
        facts.lowered.update(lower_slices(source, facts, missing))
    except LoweringError:
        for index in missing:
            try:
                facts.lowered.update(lower_slices(source, facts, [index]))
            except LoweringError as error:
                facts.diagnostics = (*facts.diagnostics, _not_lowered(facts, index, error.message))
    for index in missing:
        facts.lowered.setdefault(index, ())


def _leave_tables(facts: FileFacts, indices: Iterable[int]) -> None:
    for index in indices:
        if index not in facts.lowered and _is_table(facts.outline[index]):
            facts.lowered[index] = (_unread(facts.outline[index]),)


def _not_lowered(facts: FileFacts, index: int, reason: str) -> Diagnostic:
    part = facts.outline[index]
    span = Span(part.start_line, 1, part.end_line, part.end_column)
    message = f"this code was not checked, because LibCST can't read it: {reason.strip()}"
    return Diagnostic("unreadable", message, facts.path, span)


def _is_table(part: Slice) -> bool:
    return (
        part.kind == "statement"
        and not part.compound
        and part.end_line - part.start_line >= _TABLE_LINES
    )


def _unread(part: Slice) -> ir.Stmt:
    """Binds the names of a statement to nothing that is known."""
    span = Span(part.start_line, 1, part.end_line, part.end_column)
    return ir.Assign(tuple(ir.Name(name, span) for name in part.names), None, None, span)


def _wanted(part: Slice) -> bool:
    return part.matched or part.is_executed


def _matched(part: Slice) -> Slice:
    from dataclasses import replace

    return replace(part, matched=True)
