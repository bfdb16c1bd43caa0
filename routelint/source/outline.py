"""The outline of a file: which lines belong to which statement, function, class and method."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence

from routelint.findings import Span
from routelint.model.facts import Slice, SliceKind, SyntaxProblem
from routelint.source.text import line_starts
from routelint.source.vocabulary import Vocabulary, words_pattern

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_IMPORTS = (ast.Import, ast.ImportFrom)
_NAMED = (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


class Part:
    """A slice before it is matched: what any parser can tell about a range of lines."""

    __slots__ = (
        "body_line",
        "calls",
        "children",
        "compound",
        "end",
        "end_column",
        "kind",
        "names",
        "qualname",
        "start",
    )

    def __init__(
        self,
        kind: SliceKind,
        qualname: str,
        names: tuple[str, ...],
        start: int,
        end: int,
        body_line: int = 0,
        children: Sequence[Part] = (),
        compound: bool = False,
        end_column: int = 1,
        calls: bool = False,
    ) -> None:
        self.kind = kind
        self.qualname = qualname
        self.names = names
        self.start = start
        self.end = end
        self.body_line = body_line
        self.children = children
        self.compound = compound
        self.end_column = end_column
        self.calls = calls


def outline(text: str, vocabulary: Vocabulary) -> tuple[Slice, ...] | SyntaxProblem:
    """The slices of a file in source order, or why `ast` can't parse it."""
    tree = parsed(text)
    return tree if isinstance(tree, SyntaxProblem) else outline_of(tree, text, vocabulary)


def parsed(text: str) -> ast.Module | SyntaxProblem:
    """The tree that Python's parser makes of a file, or why it makes none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        return _problem(error, text)
    except (RecursionError, MemoryError):
        return SyntaxProblem("the code is nested too deeply to be parsed", Span(1, 1, 1, 1))
    except ValueError as error:
        return SyntaxProblem(str(error), Span(1, 1, 1, 1))


def outline_of(tree: ast.Module, text: str, vocabulary: Vocabulary) -> tuple[Slice, ...]:
    """The slices of a file in source order, by the tree of its text."""
    starts = line_starts(text)
    parts = list(_merged(_parts(tree.body, "", text, starts), text, starts))
    bindings = (b for node in tree.body for b in _imported(node))
    return finish(parts, bindings, text, vocabulary)


def finish(
    parts: Iterable[Part],
    bindings: Iterable[tuple[str, str]],
    text: str,
    vocabulary: Vocabulary,
) -> tuple[Slice, ...]:
    """Number the parts and match them with the vocabulary.

    `bindings` are pairs of a local name and the dotted thing that an import binds to it. A local
    name for something of the vocabulary is itself a word in this file.
    """
    starts = [*line_starts(text), len(text)]
    aliases = {
        local
        for local, origin in bindings
        if local != "*" and vocabulary.matches(origin) and not vocabulary.is_word(local)
    }
    patterns = vocabulary.standing_in(text)
    if aliases:
        patterns.append(words_pattern(aliases))
    slices: list[Slice] = []
    _number(parts, -1, slices, patterns, text, starts)
    return tuple(slices)


def holding(slices: Iterable[Slice], text: str, vocabulary: Vocabulary) -> Iterator[Slice]:
    """Those functions, methods and statements that are not matched and in whose text a word of the
    vocabulary stands, and those classes that have one in their header. A name under which the file
    imports such a word is one, too."""
    starts = [*line_starts(text), len(text)]
    slices = list(slices)
    patterns = vocabulary.standing_in(text)
    aliases = set(_renamed(slices, text, starts, vocabulary))
    if aliases:
        patterns.append(words_pattern(aliases))
    for part in slices:
        if part.matched or part.kind == "import":
            continue
        end_line = part.end_line
        if part.kind == "class":
            end_line = max(part.body_line - 1, part.start_line)
        start, end = starts[part.start_line - 1], starts[min(end_line, len(starts) - 1)]
        if any(pattern.search(text, start, end) for pattern in patterns):
            yield part


def _renamed(
    slices: Iterable[Slice], text: str, starts: Sequence[int], vocabulary: Vocabulary
) -> Iterator[str]:
    """The names under which imports bring words of the vocabulary: `y` of `from m import x as y`."""
    for part in slices:
        if part.kind != "import" and not part.compound:
            continue
        start, end = starts[part.start_line - 1], starts[min(part.end_line, len(starts) - 1)]
        for found in vocabulary.renaming.finditer(text, start, end):
            if found["local"] in part.names:
                yield found["local"]


def _number(
    parts: Iterable[Part],
    parent: int,
    slices: list[Slice],
    patterns: list[re.Pattern[str]],
    text: str,
    starts: Sequence[int],
) -> None:
    for part in parts:
        index = len(slices)
        matched = any(
            pattern.search(text, starts[first - 1], starts[last])
            for first, last in _own_lines(part)
            for pattern in patterns
        )
        slices.append(
            Slice(
                index,
                part.kind,
                part.qualname,
                part.names,
                part.start,
                part.end,
                parent,
                matched,
                part.body_line,
                part.compound,
                part.end_column,
                part.calls,
            )
        )
        if part.children:
            _number(part.children, index, slices, patterns, text, starts)


def _own_lines(part: Part) -> Iterator[tuple[int, int]]:
    """The inclusive line ranges of a part that are not its children's."""
    first = part.start
    for child in part.children:
        if child.start > first:
            yield first, child.start - 1
        first = child.end + 1
    if first <= part.end:
        yield first, part.end


# --- from ast -------------------------------------------------------------------------------------
def _parts(
    body: Sequence[ast.stmt], prefix: str, text: str, starts: Sequence[int], top: bool = True
) -> Iterator[Part]:
    for node in body:
        if isinstance(node, _DEFINITIONS):
            yield _definition(node, prefix, text, starts)
        elif top:
            kind: SliceKind = "import" if isinstance(node, _IMPORTS) else "statement"
            names = tuple(dict.fromkeys(bound_names(node)))
            end = node.end_lineno or node.lineno
            compound = isinstance(getattr(node, "body", None), list) or hasattr(node, "cases")
            calls = isinstance(getattr(node, "value", None), ast.Call)
            yield Part(kind, "", names, node.lineno, end, compound=compound, calls=calls)


def _definition(node: _Definition, prefix: str, text: str, starts: Sequence[int]) -> Part:
    qualname = prefix + node.name
    start = _first_line(node, text, starts)
    end = node.end_lineno or node.lineno
    if not isinstance(node, ast.ClassDef):
        column = _end_column(node, text, starts)
        return Part("function", qualname, (node.name,), start, end, end_column=column)
    first = node.body[0]
    body_line = (
        _first_line(first, text, starts) if isinstance(first, _DEFINITIONS) else first.lineno
    )
    children = tuple(_parts(node.body, f"{qualname}.", text, starts, top=False))
    column = _end_column(node, text, starts)
    return Part("class", qualname, (node.name,), start, end, body_line, children, end_column=column)


def _end_column(node: _Definition, text: str, starts: Sequence[int]) -> int:
    # `ast` counts columns in UTF-8 bytes.
    first = starts[(node.end_lineno or 1) - 1]
    offset = node.end_col_offset or 0
    line = text[first : first + offset]
    if not line.isascii():
        line = line.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "surrogatepass")
    return len(line) + 1


def _first_line(node: _Definition, text: str, starts: Sequence[int]) -> int:
    """The line of the first decorator's `@`, or of the definition itself."""
    if not node.decorator_list:
        return node.lineno
    # The expression of a decorator may start below its `@`, behind an opening parenthesis.
    line = node.decorator_list[0].lineno
    while line > 1 and not text[starts[line - 1] : starts[line]].lstrip().startswith("@"):
        line -= 1
    return line


def _merged(parts: Iterable[Part], text: str, starts: Sequence[int]) -> Iterator[Part]:
    """Join statements that share a physical line, or that a backslash ties together."""
    last: Part | None = None
    for part in parts:
        if last is not None and _tied(last, part, text, starts):
            kind: SliceKind = "import" if "import" in (last.kind, part.kind) else "statement"
            names = tuple(dict.fromkeys((*last.names, *part.names)))
            calls = last.calls or part.calls
            last = Part(kind, "", names, last.start, part.end, calls=calls)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _tied(last: Part, part: Part, text: str, starts: Sequence[int]) -> bool:
    if part.start <= last.end:
        return True
    simple = all(p.kind in ("import", "statement") and not p.compound for p in (last, part))
    if not simple or part.start != last.end + 1:
        return False
    offset = starts[part.start - 1]
    return text[max(offset - 3, 0) : offset].rstrip("\r\n").endswith("\\")


def bound_names(statement: ast.stmt) -> Iterator[str]:
    """Every name that a statement binds in its own scope, however deep in its blocks."""
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, _DEFINITIONS):
            yield node.name
            # Decorators, defaults and bases could only bind through `:=`; nobody does that.
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            # Only `:=` leaks out of a comprehension.
            walrus = (n.target for n in ast.walk(node) if isinstance(n, ast.NamedExpr))
            yield from (target.id for target in walrus)
            continue
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                yield node.id
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name
        elif not isinstance(node, (ast.Constant, ast.expr_context)):
            captured = getattr(node, "rest", None) or (
                isinstance(node, _NAMED) and getattr(node, "name", None)
            )
            if captured:
                yield captured
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


def _imported(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """(local name, origin) for each name that a statement imports, conditional imports included."""
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0], alias.name
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            for alias in node.names:
                yield alias.asname or alias.name, f"{module}.{alias.name}"
        elif isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            for block in ("body", "orelse", "finalbody", "handlers", "cases"):
                stack.extend(getattr(node, block, ()))


# --- syntax problems ------------------------------------------------------------------------------
_PYTHON2 = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[ \t]*print[ \t]+[\"'\w%]",
        r"^[ \t]*print[ \t]*>>",
        r"^[ \t]*except[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:",
        r"^[ \t]*except[ \t]*\([\w., \t]+\)[ \t]*,[ \t]*\w+[ \t]*:",
        r"^[ \t]*exec[ \t]+[\"'\w]",
        r"^[ \t]*raise[ \t]+[\w.]+[ \t]*,[ \t]*[\"'\w]",
        r"\bur[\"']",
        r"<>",
        r"(?<![\w.])0[0-7]+[lL]?\b(?!\.)",
        r"(?<![\w.])[1-9][0-9]*[lL]\b",
        r"`[\w.()]+`",
    )
)


def looks_like_python2(text: str, line: int) -> bool:
    """Whether the refused line (1-based) is one of the shapes that only Python 2 accepted."""
    starts = [*line_starts(text), len(text)]
    if not 1 <= line < len(starts):
        return False
    # The tokenizer may report a refused statement at the line after it.
    around = text[starts[max(line - 2, 0)] : starts[line]]
    return any(pattern.search(around) for pattern in _PYTHON2)


def _problem(error: SyntaxError, text: str) -> SyntaxProblem:
    line = max(error.lineno or 1, 1)
    column = max(error.offset or 1, 1)
    end_line = max(error.end_lineno or line, line)
    end_column = error.end_offset or column
    if end_line == line:
        end_column = max(end_column, column)
    else:
        end_column = max(end_column, 1)
    span = Span(line, column, end_line, end_column)
    return SyntaxProblem(error.msg or "invalid syntax", span, looks_like_python2(text, line))
