"""The facts of a whole project: gate, cache, extraction, and later needs. See `model.loader`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from routelint.facts import workers
from routelint.facts.cache import FactsCache, dumps, loads
from routelint.facts.extract import extract, lower_into, sketch
from routelint.findings import Diagnostic, Span
from routelint.model import ir
from routelint.model.facts import FileFacts, Slice
from routelint.model.suites import is_test
from routelint.source.comments import may_have_comments
from routelint.source.coroutines import CoroutineNames
from routelint.source.files import Sources
from routelint.source.outline import holding
from routelint.source.text import SourceError
from routelint.source.vocabulary import Vocabulary

Progress = Callable[[int, int], None]


class FactsLoader:
    """Implements `model.loader.Loader`. `everything` turns gate and slicing off."""

    def __init__(
        self,
        sources: Sources,
        files: Sequence[str],
        vocabulary: Vocabulary,
        *,
        folder: str = "",
        cache: FactsCache | None = None,
        processes: int = 0,
        everything: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self._sources = sources
        self._folder = folder
        self._files = sorted(files)
        self._known = frozenset(files)
        # Nothing is reported in test suites: what is not linked need not be read.
        self._own = [path for path in self._files if not is_test(path)]
        self._vocabulary = vocabulary
        self._cache = cache
        self._everything = everything
        self._packed: dict[str, bytes] = {}
        self._facts: dict[str, FileFacts | None] = {}
        self._changed: set[str] = set()
        self._diagnostics: dict[str, Diagnostic] = {}
        self._addressed: list[str] = []
        self.seconds: dict[str, float] = {}
        self._matched = self._gate()
        self._gated = frozenset(self._matched)
        self._extract(processes, progress or (lambda done, total: None))

    # --- model.loader.Loader ----------------------------------------------------------------------
    def paths(self) -> Sequence[str]:
        return self._files

    def folder(self) -> str:
        return self._folder

    def matched(self) -> Sequence[str]:
        return self._matched

    def containing(
        self, words: frozenset[str], regexes: frozenset[str] = frozenset()
    ) -> Mapping[str, Sequence[int]]:
        if self._everything:
            return {}
        pattern = Vocabulary(words, regexes)
        found: dict[str, Sequence[int]] = {}
        for path in self._own:
            try:
                hit = pattern.gate(self._sources.raw(path))
            except SourceError:
                continue
            facts = self.facts(path) if hit else None
            if facts is not None:
                text = self._sources.source(path).text
                indices = [part.index for part in holding(facts.outline, text, pattern)]
                if indices:
                    found[path] = indices
            if path not in self._gated:
                self._sources.forget(path)
        return found

    def calling_coroutines(self) -> Mapping[str, Sequence[int]]:
        if self._everything:
            return {}
        names = CoroutineNames()
        for _, raw in self._every_raw():
            names.gather(raw)
        found: dict[str, Sequence[int]] = {}
        for path, raw in self._every_raw():
            lines = list(names.lines(raw))
            facts = self.facts(path) if lines else None
            if facts is not None:
                indices = [
                    part.index
                    for part in facts.outline
                    if part.kind == "function"
                    and not part.matched
                    and any(part.start_line <= line <= part.end_line for line in lines)
                ]
                if indices:
                    found[path] = indices
            if path not in self._gated:
                self._sources.forget(path)
        return found

    def _every_raw(self) -> Iterator[tuple[str, bytes]]:
        for path in self._own:
            try:
                yield path, self._sources.raw(path)
            except SourceError:
                continue

    def facts(self, path: str) -> FileFacts | None:
        if path not in self._facts:
            self._facts[path] = self._load(path) if path in self._known else None
        return self._facts[path]

    def lower(self, path: str, index: int) -> tuple[ir.Stmt, ...]:
        facts = self.facts(path)
        if facts is None or not 0 <= index < len(facts.outline):
            return ()
        if index not in facts.lowered:
            self.lower_together(path, list(_with_others(facts.outline, index)))
        return facts.lowered[index]

    def lower_together(self, path: str, indices: Sequence[int]) -> None:
        facts = self.facts(path)
        if facts is not None and not facts.lowered.keys() >= set(indices):
            source = self._sources.source(path)
            workers.deep(lambda: lower_into(facts, source, indices))
            self._changed.add(path)

    # --- afterwards -------------------------------------------------------------------------------
    def diagnostics(self) -> list[Diagnostic]:
        """What could not be read, by path."""
        found = dict(self._diagnostics)
        result = [found[path] for path in sorted(found)]
        for path in sorted(self._facts):
            facts = self._facts[path]
            if facts is not None:
                result.extend(facts.diagnostics)
        return result

    def addressed(self) -> Sequence[str]:
        """The files that may hold comments for routelint, sorted."""
        return self._addressed

    def save(self) -> None:
        """Keep what was lowered since the extraction for the next run."""
        if self._cache is None:
            return
        for path in sorted(self._changed):
            facts = self._facts[path]
            if facts is not None and not facts.diagnostics:
                self._cache.store(facts.digest, dumps(facts))
        self._changed.clear()
        self._cache.prune()

    # --- inside -----------------------------------------------------------------------------------
    def _gate(self) -> list[str]:
        passed = []
        for path in self._files:
            try:
                raw = self._sources.raw(path)
            except SourceError as error:
                self._refuse(path, error)
                continue
            if may_have_comments(raw):
                self._addressed.append(path)
            if is_test(path):
                self._sources.forget(path)
            elif self._everything or self._vocabulary.gate(raw):
                passed.append(path)
            elif b"\0" in raw:
                self._refuse(path, SourceError("encoding", "the file holds null bytes"))
            else:
                self._sources.forget(path)
        return passed

    def _refuse(self, path: str, error: SourceError) -> None:
        span = Span(error.line, 1, error.line, 1) if error.line else None
        self._diagnostics[path] = Diagnostic(error.kind, error.message, path, span)
        self._facts[path] = None

    def _extract(self, processes: int, progress: Progress) -> None:
        jobs = []
        digests = {}
        for path in self._matched:
            if self._cache is not None:
                digest = digests[path] = self._sources.digest(path)
                packed = self._cache.load(digest)
                if packed is not None:
                    self._packed[path] = packed
                    continue
            jobs.append(workers.Job(path, self._sources.raw(path)))
        done = 0
        if not jobs:
            return
        for result in workers.extract_all(
            jobs, self._vocabulary, everything=self._everything, processes=processes
        ):
            done += 1
            progress(done, len(jobs))
            self.seconds[result.path] = result.seconds
            if result.diagnostic is not None:
                self._diagnostics[result.path] = result.diagnostic
                self._facts[result.path] = None
                continue
            self._packed[result.path] = result.facts
            if self._cache is not None and result.cacheable:
                self._cache.store(digests[result.path], result.facts)

    def _load(self, path: str) -> FileFacts | None:
        packed = self._packed.pop(path, None)
        try:
            if packed is None and self._cache is not None:
                packed = self._cache.load(self._sources.digest(path))
            facts = None if packed is None else loads(packed)
            if facts is None:
                start = time.perf_counter()
                source = self._sources.source(path)
                if path in self._gated:
                    # Its cache entry turned out to be of no use.
                    facts = workers.deep(
                        lambda: extract(path, source, self._vocabulary, everything=self._everything)
                    )
                else:
                    facts = sketch(path, source, self._vocabulary)
                self.seconds[path] = time.perf_counter() - start
                self._changed.add(path)
        except SourceError as error:
            self._refuse(path, error)
            return None
        # The same content may stand in several files.
        facts.path = path
        return facts


#: Statements of more lines than this are tables, mostly.
_SHORT_LINES = 40


def _with_others(outline: Sequence[Slice], index: int) -> Iterator[int]:
    """A slice, and those that whoever needs it needs soon: reading them at once takes hardly longer than
    reading one."""
    wanted = outline[index]
    yield index
    for part in outline:
        if wanted.kind == "class":
            if part.kind == "class" and part.parent == index:
                yield part.index
        elif part.kind == wanted.kind and wanted.kind in ("import", "statement"):
            if part.index != index and part.end_line - part.start_line < _SHORT_LINES:
                yield part.index
