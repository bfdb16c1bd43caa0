"""Applying fixes: which ones go together, and writing them so that nothing can be lost."""

from __future__ import annotations

import ast
import difflib
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from routelint.findings import Edit, Finding, Fix, Span
from routelint.fixes.files import Change, Files
from routelint.fixes.lines import CannotFix, Lines
from routelint.fixes.materialise import materialise
from routelint.source.text import SourceText, split_lines

#: A fix may make another one possible (two edits at one place); more rounds would be a circle.
MAX_ROUNDS = 10


@dataclass(frozen=True)
class Unfixed:
    """A finding whose fix was wanted and not applied."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class FixResult:
    """`fixed` in the order of application; `changes` sorted by path, without files that end up as
    they were; `stable` tells whether another round would change nothing."""

    fixed: tuple[Finding, ...] = ()
    unfixed: tuple[Unfixed, ...] = ()
    changes: tuple[Change, ...] = ()
    stable: bool = True


def apply_fixes(
    findings: Iterable[Finding],
    files: Files,
    *,
    unsafe: bool = False,
    digests: Mapping[str, str] | None = None,
) -> FixResult:
    """Apply one round of fixes and write the files.

    `unsafe` adds the unsafe fixes to the safe ones. `digests` tells which content was analysed
    (SourceText.digest by path); a file with another content is left alone. Of fixes that touch the
    same text the first in report order is applied, the others are `unfixed`. A fix that can't be
    applied in all its files is applied in none. Raises OSError when writing fails; no file is
    changed then.
    """
    wanted = [f for f in findings if f.fix is not None and (unsafe or f.fix.safety == "safe")]
    wanted.sort(key=lambda f: f.sort_key)
    plan = _Plan(files, digests or {})
    unfixed: list[Unfixed] = []
    fixed: list[Finding] = []
    for finding in wanted:
        assert finding.fix is not None
        try:
            plan.add(finding.fix)
        except CannotFix as reason:
            unfixed.append(Unfixed(finding, str(reason)))
        else:
            fixed.append(finding)
    changes = plan.changes()
    for change in changes:
        # Somebody may have saved the file while it was analysed.
        if files.read(change.path).digest != change.source.digest:
            raise FileChangedError(f"{change.path} was changed in the meantime")
    if changes:
        files.write(changes)
    return FixResult(tuple(fixed), tuple(unfixed), tuple(changes), stable=not fixed)


class FileChangedError(OSError):
    """A file was written by somebody else between planning and writing."""


def fix_until_stable(
    analyse: Callable[[], Sequence[Finding]],
    files: Files,
    *,
    unsafe: bool = False,
    first: Sequence[Finding] | None = None,
    digests: Mapping[str, str] | None = None,
    rounds: int = MAX_ROUNDS,
) -> FixResult:
    """Apply fixes and analyse again, until no fix is left or `rounds` are over.

    `analyse` gives the findings for what `files` holds at that time. `first` are the findings of an
    analysis that was made already, `digests` the contents that it saw.
    """
    fixed: list[Finding] = []
    sources: dict[str, SourceText] = {}
    texts: dict[str, str] = {}
    seen: set[tuple[tuple[str, str], ...]] = set()
    findings = analyse() if first is None else first
    result = FixResult()
    for number in range(rounds):
        result = apply_fixes(findings, files, unsafe=unsafe, digests=None if number else digests)
        fixed.extend(result.fixed)
        for change in result.changes:
            sources.setdefault(change.path, change.source)
            texts[change.path] = change.text
        state = tuple(sorted(texts.items()))
        if not result.changes or state in seen:
            break
        seen.add(state)
        findings = analyse()
    changes = tuple(
        Change(path, sources[path], texts[path])
        for path in sorted(texts)
        if texts[path] != sources[path].text
    )
    return FixResult(tuple(fixed), result.unfixed, changes, result.stable)


def diff(changes: Iterable[Change]) -> str:
    """The changes as a unified diff, paths as given, empty without changes."""
    pieces: list[str] = []
    for change in changes:
        before, after = (
            [line for line in split_lines(text) if line]
            for text in (change.source.text, change.text)
        )
        for line in difflib.unified_diff(before, after, f"a/{change.path}", f"b/{change.path}"):
            if line.endswith("\n"):
                pieces.append(line)
            elif line.endswith("\r"):
                pieces.append(line[:-1] + "\n")
            else:
                pieces.append(f"{line}\n\\ No newline at end of file\n")
    return "".join(pieces)


class _Plan:
    """Edits that go together, by file."""

    def __init__(self, files: Files, digests: Mapping[str, str]) -> None:
        self._files = files
        self._digests = digests
        self._sources: dict[str, SourceText] = {}
        self._edits: dict[str, list[Edit]] = {}
        self._texts: dict[str, str] = {}

    def add(self, fix: Fix) -> None:
        """Take the edits of a fix in; raises CannotFix and takes none of them otherwise."""
        fix = materialise(fix, lambda path: self._source(path).text)
        by_path: dict[str, list[Edit]] = {}
        for edit in fix.edits:
            by_path.setdefault(edit.path, []).append(edit)
        if not by_path:
            raise CannotFix("the fix has nothing to change")
        # Two fixes may need the same import, and two findings may have the same fix. Any other edit
        # in common would leave one of the fixes half done.
        is_same = all(edit in self._edits.get(edit.path, ()) for edit in fix.edits)
        merged: dict[str, list[Edit]] = {}
        for path, edits in by_path.items():
            accepted = self._edits.get(path, [])
            new = [e for e in edits if not (e in accepted and (e.shared or is_same))]
            if any(_touch(a.span, b.span) for a in accepted for b in new):
                raise CannotFix("another fix changes the same code")
            if _overlap(edits):
                raise CannotFix("the edits of the fix overlap")
            merged[path] = [*accepted, *new]
        texts = {path: self._text(path, edits) for path, edits in merged.items()}
        self._edits.update(merged)
        self._texts.update(texts)

    def changes(self) -> list[Change]:
        return [
            Change(path, self._sources[path], text)
            for path, text in sorted(self._texts.items())
            if text != self._sources[path].text
        ]

    def _source(self, path: str) -> SourceText:
        if path not in self._sources:
            obstacle = self._files.obstacle(path)
            if obstacle:
                raise CannotFix(obstacle)
            source = self._files.read(path)
            if self._digests.get(path, source.digest) != source.digest:
                raise CannotFix("the file was changed in the meantime")
            self._sources[path] = source
        return self._sources[path]

    def _text(self, path: str, edits: Sequence[Edit]) -> str:
        """The text after the edits; raises CannotFix unless it can be parsed and encoded."""
        source = self._source(path)
        text = edited(source, edits)
        try:
            source.to_bytes(text)
        except UnicodeEncodeError as error:
            raise CannotFix(f"{source.encoding} lacks a character of the fix") from error
        if not _parses(text, source.text):
            raise CannotFix("the fixed file would not parse")
        return text


def edited(source: SourceText, edits: Sequence[Edit]) -> str:
    """The text of `source` with `edits` applied; raises CannotFix for a place it does not have.

    Line ends in the contents become those of the file, unless the file mixes them.
    """
    text = source.text
    lines = Lines(text)
    mixed = "\n" in text.replace("\r\n", "")
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: e.span):
        start, end = lines.offset(*edit.span.start), lines.offset(*edit.span.end)
        content = edit.content
        if "\r" in text and not mixed:
            content = content.replace("\r\n", "\n").replace("\n", source.newline)
        pieces += [text[at:start], content]
        at = end
    return "".join([*pieces, text[at:]])


def _touch(a: Span, b: Span) -> bool:
    """Whether two edits concern the same text; an insertion also touches what it stands beside."""
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end


def _overlap(edits: Sequence[Edit]) -> bool:
    end = (0, 0)
    for edit in sorted(edits, key=lambda e: e.span):
        if edit.span.start < end:
            return True
        end = max(end, edit.span.end)
    return False


def _parses(text: str, before: str) -> bool:
    if _python_parses(text):
        return True
    if _python_parses(before):
        return False
    # The file was not valid for the running Python before either: its syntax may be newer.
    import libcst

    try:
        libcst.parse_module(text)
    except (libcst.ParserSyntaxError, RecursionError):
        return False
    return True


def _python_parses(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True
