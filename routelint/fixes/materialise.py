"""From what a fix intends to exact edits, given the text of the files."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Callable, Sequence
from dataclasses import replace

from routelint.findings import Edit, Finding, Fix, Span
from routelint.fixes.build import (
    AddArgument,
    AddImport,
    AddStatement,
    MoveDecorator,
    MoveLines,
    RemoveArgument,
    RemoveStatement,
)
from routelint.fixes.lines import CannotFix, Lines, Token

TextOf = Callable[[str], str]


def materialise(fix: Fix, text_of: TextOf) -> Fix:
    """The same fix with its intents as edits. `text_of` gives the text of a path.

    Raises CannotFix when the code around an intent has a shape that it can't change.
    """
    if not fix.intents:
        return fix
    lines: dict[str, Lines] = {}
    edits = list(fix.edits)
    for intent in fix.intents:
        path: str = intent.path  # type: ignore[attr-defined]
        if path not in lines:
            lines[path] = Lines(text_of(path))
        edits.extend(_edits(intent, lines[path]))
    return replace(fix, edits=tuple(edits), intents=())


def materialised(finding: Finding, text_of: TextOf) -> Finding:
    """The finding with an exact fix, or without a fix where none can be made."""
    if finding.fix is None or not finding.fix.intents:
        return finding
    try:
        return replace(finding, fix=materialise(finding.fix, text_of))
    except CannotFix:
        return replace(finding, fix=None)


def _edits(intent: object, lines: Lines) -> list[Edit]:
    if isinstance(intent, MoveLines):
        return _move_lines(intent, lines)
    if isinstance(intent, MoveDecorator):
        return _move_decorator(intent, lines)
    if isinstance(intent, RemoveArgument):
        return _remove_argument(intent, lines)
    if isinstance(intent, AddArgument):
        return [_add_argument(intent.path, intent.args_span, intent.text, lines)]
    if isinstance(intent, AddStatement):
        return [_add_statement(intent, lines)]
    if isinstance(intent, RemoveStatement):
        return [_remove_statement(intent, lines)]
    if isinstance(intent, AddImport):
        return [replace(edit, shared=True) for edit in _add_import(intent, lines)]
    raise TypeError(f"not an intent of a fix: {intent!r}")


# --- lines ----------------------------------------------------------------------------------------
def _require_own_lines(lines: Lines, span: Span) -> None:
    """Raise CannotFix unless the code at `span` shares its lines with nothing but a comment."""
    before = lines.content(span.line)[: span.column - 1]
    after = lines.content(span.end_line)[span.end_column - 1 :].lstrip()
    if before.strip() not in ("", "@") or (after and not after.startswith("#")):
        raise CannotFix("the code shares its line with other code")


def _comments_above(lines: Lines, line: int) -> int:
    """The first line of the comments directly above a line, at its indentation."""
    indent = lines.indent(line)
    while line > 1 and lines.is_comment(line - 1) and lines.indent(line - 1) == indent:
        line -= 1
    return line


def _whole_lines(lines: Lines, first: int, last: int, newline: str) -> str:
    text = lines.text[lines.start(first) : lines.start(last + 1)]
    return text if text.endswith(("\n", "\r")) else text + newline


def _move_lines(intent: MoveLines, lines: Lines) -> list[Edit]:
    span = intent.span
    _require_own_lines(lines, span)
    target = _comments_above(lines, intent.before_line)
    first, last = _comments_above(lines, span.line), span.end_line
    if first <= intent.before_line <= last + 1:
        raise CannotFix("the code stands there already")
    if lines.indent(intent.before_line) != lines.indent(span.line):
        raise CannotFix("the places are indented differently")
    newline = lines.newline(last)
    gap_end = last
    while gap_end < len(lines) and lines.is_blank(gap_end + 1):
        gap_end += 1
    if gap_end < len(lines) and lines.start(gap_end + 1) < len(lines.text):
        # The blank lines below belong to the code: they separate it from its new follower too.
        moved = _whole_lines(lines, first, gap_end, newline)
        removed = (lines.start(first), lines.start(gap_end + 1))
    else:
        gap_start = first
        while gap_start > 1 and lines.is_blank(gap_start - 1):
            gap_start -= 1
        moved = _whole_lines(lines, first, last, newline)
        moved += lines.text[lines.start(gap_start) : lines.start(first)]
        removed = (lines.start(gap_start), lines.start(last + 1))
    return [
        Edit(intent.path, lines.span(lines.start(target), lines.start(target)), moved),
        Edit(intent.path, lines.span(*removed), ""),
    ]


def _move_decorator(intent: MoveDecorator, lines: Lines) -> list[Edit]:
    for span in (intent.decorator, intent.target):
        _require_own_lines(lines, span)
        if not lines.content(span.line).lstrip().startswith("@"):
            raise CannotFix("there is no decorator")
    if lines.indent(intent.decorator.line) != lines.indent(intent.target.line):
        raise CannotFix("the decorators belong to different definitions")

    def block(span: Span) -> tuple[int, int]:
        """The decorator's lines and the comments between it and the decorator above it."""
        top = _comments_above(lines, span.line)
        above = lines.content(top - 1).strip() if top > 1 else ""
        # Comments above the first decorator are about the definition, so they stay.
        is_first = not above or lines.indent(top - 1) != lines.indent(span.line)
        is_first = is_first or _starts_definition(lines, top, span.line)
        return (span.line if is_first else top), span.end_line

    first, last = block(intent.decorator)
    moved = _whole_lines(lines, first, last, lines.newline(last))
    top, bottom = block(intent.target)
    at = lines.start(top if intent.where == "above" else bottom + 1)
    if lines.start(first) <= at <= lines.start(last + 1):
        raise CannotFix("the decorator stands there already")
    return [
        Edit(intent.path, lines.span(at, at), moved),
        Edit(intent.path, lines.span(lines.start(first), lines.start(last + 1)), ""),
    ]


def _starts_definition(lines: Lines, top: int, line: int) -> bool:
    """No decorator stands above `line`: the code line above its comments doesn't belong to one.

    A decorator's last line is its own `@` line or closes the brackets that it opened.
    """
    for number in range(top - 1, 0, -1):
        content = lines.content(number)
        if not content.strip():
            return True
        if lines.indent(number) == lines.indent(line):
            if content.lstrip().startswith("@"):
                return False
            if content.lstrip()[0] not in ")]}#":
                return True
    return True


# --- arguments ------------------------------------------------------------------------------------
def _arguments(lines: Lines, args_span: Span) -> tuple[list[Token], int, int]:
    """The tokens between the parentheses, and the offsets of the parentheses."""
    start, end = lines.offset(*args_span.start), lines.offset(*args_span.end)
    if lines.text[start : start + 1] != "(" or lines.text[end - 1 : end] != ")":
        raise CannotFix("there is no argument list")
    return list(lines.tokens(start, end))[1:-1], start, end - 1


def _commas(tokens: Sequence[Token]) -> list[Token]:
    """The commas that separate arguments."""
    depth = 0
    found = []
    for token in tokens:
        if token.type != tokenize.OP:
            continue
        if token.string in "([{":
            depth += 1
        elif token.string in ")]}":
            depth -= 1
        elif token.string == "," and depth == 0:
            found.append(token)
    return found


def _remove_argument(intent: RemoveArgument, lines: Lines) -> list[Edit]:
    tokens, opening, closing = _arguments(lines, intent.args_span)
    start, end = lines.offset(*intent.argument.start), lines.offset(*intent.argument.end)
    if not opening < start < end <= closing:
        raise CannotFix("the argument is not in this call")
    commas = _commas(tokens)
    before = next((c for c in reversed(commas) if c.end <= start), None)
    after = next((c for c in commas if c.start >= end), None)
    text = lines.text

    first, last = lines.position(start)[0], lines.position(after.end if after else end)[0]
    head = text[lines.start(first) : start]
    tail = lines.content(last)[lines.position(after.end if after else end)[1] - 1 :].strip()
    if not head.strip() and (not tail or tail.startswith("#")) and first > intent.args_span.line:
        # The argument has lines of its own; a comment behind it is about it.
        return [Edit(intent.path, lines.span(lines.start(first), lines.start(last + 1)), "")]

    if after is not None:
        stop = after.end
        following = next((t for t in tokens if t.start >= stop), None)
        is_code = following is not None and following.type != tokenize.COMMENT
        if following is not None and is_code and text[stop : following.start].isspace():
            stop = following.start
        elif following is None and not text[stop:closing].strip(" \t") and before is not None:
            # The last argument: its trailing comma becomes the one of the argument before.
            start = before.end
        return [Edit(intent.path, lines.span(start, stop), "")]
    if before is not None and not text[before.end : start].strip():
        start = before.start
    return [Edit(intent.path, lines.span(start, end), "")]


def _add_argument(path: str, args_span: Span, argument: str, lines: Lines) -> Edit:
    tokens, opening, closing = _arguments(lines, args_span)
    code = [t for t in tokens if t.type != tokenize.COMMENT]
    if not code:
        return Edit(path, lines.span(opening + 1, opening + 1), argument)
    last = code[-1]
    has_comma = last.string == "," and last.type == tokenize.OP
    last_line, closing_line = lines.position(last.end)[0], lines.position(closing)[0]
    if last_line == closing_line:
        text = f" {argument}" if has_comma else f", {argument}"
        return Edit(path, lines.span(last.end, last.end), text)
    # One argument per line: the new one gets a line at the indentation of the last one's line,
    # behind a comment that stands there.
    separators = [*_commas(code)]
    if has_comma:
        separators.pop()
    first_of_last = next((t for t in code if not separators or t.start >= separators[-1].end), last)
    line = lines.position(first_of_last.start)[0]
    indent = lines.indent(line) if line > args_span.line else lines.indent(closing_line) + "    "
    end_of_line = lines.start(last_line) + len(lines.content(last_line))
    added = f"{lines.newline(last_line)}{indent}{argument},"
    between = lines.text[last.end : end_of_line]
    comma = "" if has_comma else ","
    return Edit(path, lines.span(last.end, end_of_line), f"{comma}{between}{added}")


# --- statements -----------------------------------------------------------------------------------
def _indented(text: str, indent: str, newline: str) -> str:
    return newline.join(f"{indent}{line}" if line else "" for line in text.split("\n"))


def _shares_line_before(lines: Lines, span: Span) -> bool:
    return bool(lines.content(span.line)[: span.column - 1].strip())


def _add_statement(intent: AddStatement, lines: Lines) -> Edit:
    span = intent.statement
    rest = lines.content(span.end_line)[span.end_column - 1 :].strip()
    follows = rest.startswith(";") and rest.strip("; \t") != ""
    inline = _shares_line_before(lines, span)
    if intent.where == "before":
        if inline:
            _require_simple(intent.text)
            return Edit(intent.path, Span(*span.start, *span.start), f"{intent.text}; ")
        newline, indent = lines.newline(span.line), lines.indent(span.line)
        at = lines.start(span.line)
        text = _indented(intent.text, indent, newline) + newline
        return Edit(intent.path, lines.span(at, at), text)
    if inline or follows:
        # `if x: return y` and `a(); b()`: a new line would leave the block, or change the order.
        _require_simple(intent.text)
        return Edit(intent.path, Span(*span.end, *span.end), f"; {intent.text}")
    newline, indent = lines.newline(span.end_line), lines.indent(span.line)
    at = lines.start(span.end_line) + len(lines.content(span.end_line))
    text = newline + _indented(intent.text, indent, newline)
    return Edit(intent.path, lines.span(at, at), text)


def _require_simple(text: str) -> None:
    if "\n" in text or text.rstrip().endswith(":"):
        raise CannotFix("several statements don't fit on one line")


def _remove_statement(intent: RemoveStatement, lines: Lines) -> Edit:
    span = intent.statement
    start, end = lines.offset(*span.start), lines.offset(*span.end)
    if _is_alone_in_block(lines, span):
        return Edit(intent.path, lines.span(start, end), "pass")
    _require_own_lines(lines, span)
    last = lines.start(span.end_line + 1)
    rest = lines.content(span.end_line)[span.end_column - 1 :].strip()
    if rest:
        # A comment behind the statement stays, on a line of its own.
        stop = end + lines.text[end:].index("#")
        return Edit(intent.path, lines.span(start, stop), "")
    return Edit(intent.path, lines.span(lines.start(span.line), last), "")


def _is_alone_in_block(lines: Lines, span: Span) -> bool:
    for node in ast.walk(_parsed(lines)):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and len(block) == 1 and not isinstance(node, ast.Module):
                first = min([block[0].lineno, *_decorator_lines(block[0])])
                if first == span.line and block[0].end_lineno == span.end_line:
                    return True
    return False


def _decorator_lines(node: ast.stmt) -> list[int]:
    return [d.lineno for d in getattr(node, "decorator_list", ())]


# --- imports --------------------------------------------------------------------------------------
def _parsed(lines: Lines) -> ast.Module:
    try:
        return ast.parse(lines.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CannotFix("the file has newer syntax than this Python") from error


def _add_import(intent: AddImport, lines: Lines) -> list[Edit]:
    body = _parsed(lines).body
    head = _import_head(body)
    imports = [s for s in body if isinstance(s, ast.ImportFrom)]
    same_module = [s for s in imports if s.module == intent.module and not s.level]
    names = [alias for statement in same_module for alias in statement.names]
    if not intent.module:
        names = [alias for s in body if isinstance(s, ast.Import) for alias in s.names]
    if any(alias.name == intent.name and alias.asname is None for alias in names):
        return []
    if intent.name in _module_names(body):
        raise CannotFix(f"{intent.name} is something else in this module")
    for statement in same_module:
        if statement in head and statement.names[0].name != "*":
            edit = _extended_import(intent, statement, lines)
            if edit is not None:
                return [edit]

    line_of_code = f"from {intent.module} import {intent.name}"
    if not intent.module:
        line_of_code = f"import {intent.name}"
    last = next((s for s in reversed(head) if not _is_docstring(s)), None)
    if last is not None:
        end = last.end_lineno or last.lineno
        newline = lines.newline(end)
        blank = newline if _is_future(last) else ""
        at = lines.start(end) + len(lines.content(end))
        return [Edit(intent.path, lines.span(at, at), f"{newline}{blank}{line_of_code}")]
    if head:
        end = head[0].end_lineno or head[0].lineno
        newline = lines.newline(end)
        at = lines.start(end) + len(lines.content(end))
        return [Edit(intent.path, lines.span(at, at), f"{newline}{newline}{line_of_code}")]
    line = min([body[0].lineno, *_decorator_lines(body[0])]) if body else len(lines)
    newline, at = lines.newline(line), lines.start(line)
    return [Edit(intent.path, lines.span(at, at), f"{line_of_code}{newline}{newline}")]


def _extended_import(intent: AddImport, statement: ast.ImportFrom, lines: Lines) -> Edit | None:
    """The name added to an import that exists; None when it is written in an unusual way."""
    end_line = statement.end_lineno or statement.lineno
    start = lines.start(statement.lineno)
    content = lines.text[start : lines.start(end_line) + len(lines.content(end_line))]
    tokens = list(lines.tokens(start, start + len(content)))
    if any(t.string == ";" for t in tokens) or statement.col_offset:
        return None
    code = [t for t in tokens if t.type != tokenize.COMMENT]
    if code[-1].string == ")":
        opening = next(t for t in code if t.string == "(")
        args_span = lines.span(opening.start, code[-1].end)
        return _add_argument(intent.path, args_span, intent.name, lines)
    if end_line != statement.lineno:
        return None
    return Edit(intent.path, lines.span(code[-1].end, code[-1].end), f", {intent.name}")


def _import_head(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The docstring and the imports that the module starts with, guarded ones included."""
    head: list[ast.stmt] = []
    for index, statement in enumerate(body):
        is_import = isinstance(statement, (ast.Import, ast.ImportFrom))
        is_guarded = isinstance(statement, (ast.If, ast.Try)) and _only_imports(statement)
        if not (is_import or is_guarded or (index == 0 and _is_docstring(statement))):
            break
        head.append(statement)
    return head


def _only_imports(statement: ast.If | ast.Try) -> bool:
    blocks = [*statement.body, *statement.orelse]
    if isinstance(statement, ast.Try):
        blocks += statement.finalbody
        blocks += [s for handler in statement.handlers for s in handler.body]
    return any(isinstance(s, (ast.Import, ast.ImportFrom)) for s in statement.body) and all(
        isinstance(s, (ast.Import, ast.ImportFrom, ast.Pass, ast.Assign)) for s in blocks
    )


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _module_names(body: Sequence[ast.stmt]) -> set[str]:
    """The names that a module binds at its level, in any way but an import of a submodule."""
    found: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update((a.asname or a.name.partition(".")[0]) for a in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if not isinstance(node, ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))
    return found
