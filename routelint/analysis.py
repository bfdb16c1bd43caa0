"""One project, from its files to a report.

    read -> extract -> link -> rules -> fingerprints -> triage -> report

Nothing here knows a framework, a rule or a syntax.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from routelint.cache.reports import ReportCache, key_of
from routelint.config import Config
from routelint.findings import Diagnostic, Finding, Span
from routelint.findings.comment import CommentLike
from routelint.findings.fingerprint import fingerprinted
from routelint.findings.report import Report, Timings
from routelint.model.suites import is_test
from routelint.source.comments import comments
from routelint.source.files import Sources
from routelint.source.text import SourceError
from routelint.source.vocabulary import Vocabulary

if TYPE_CHECKING:
    from routelint.facts.loader import FactsLoader
    from routelint.model.project import Project
    from routelint.model.vocabulary import Framework
    from routelint.rules import RuleModule

#: Called with the number of files read so far and the number of files to read.
Progress = Callable[[int, int], None]

#: What only matters to how reports are made, shown or used.
_NOT_IN_REPORTS = frozenset(
    {"output_format", "jobs", "cache", "cache_dir", "fix", "unsafe_fixes", "fail_level"}
)

#: How many cache entries beyond those in use may stay.
_SPARE_FACTS = 200
_SPARE_REPORTS = 30


@dataclass(frozen=True)
class Task:
    """What is analysed, and how: it can be sent to another process.

    `files` are those of the project, `reported` those among them to report on, `overrides` texts by
    path that stand in for files; paths are relative to `root`, as is the project's `folder`. `processes`
    of 0 means one for each core. `others` counts the files and projects that share the caches. Without
    `slicing` every file is read whole. A report that is kept of a run over the same contents is taken
    for it, unless it has to be `fresh`; it has no model.
    """

    config: Config
    root: Path
    files: tuple[str, ...]
    reported: frozenset[str]
    overrides: Mapping[str, str]
    folder: str = ""
    slicing: bool = True
    fresh: bool = False
    processes: int = 0
    others: tuple[int, int] = (0, 0)

    @property
    def is_kept(self) -> bool:
        """Whether reports of such runs are kept."""
        return self.config.cache and self.slicing and not self.overrides

    @property
    def cache_directory(self) -> Path:
        return self.root / Path(self.config.cache_dir or ".routelint_cache")


class Analysis:
    """One analysis: its clock, its diagnostics, its rules."""

    def __init__(
        self,
        task: Task,
        sources: Sources,
        rules: Sequence[RuleModule] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """`rules` default to those that the configuration selects."""
        self.task = task
        self.config = task.config
        self.sources = sources
        self.rules = rules
        self.progress = progress
        self.started = time.perf_counter()
        self.phases: dict[str, float] = {}
        self.rule_seconds: dict[str, float] = {}
        self.diagnostics: list[Diagnostic] = []

    def report(self) -> Report:
        """The report on the project, kept or new."""
        if not self.task.is_kept or self.rules is not None:
            return self.analysed()
        reports = reports_of(self.task)
        with self.phase("look up"):
            key = key_for(self.task, self.sources, self.versions())
            kept = None if self.task.fresh else reports.load(key, self.sources)
        if kept is not None:
            duration = round((time.perf_counter() - self.started) * 1000)
            return replace(kept, duration_ms=duration, timings=Timings(self.phases))
        report = self.analysed()
        keep(report, key, reports)
        return report

    def analysed(self) -> Report:
        from routelint.facts.workers import deep

        reported, sources = self.task.reported, self.sources
        with self.phase("extract"):
            loader = self.loader()
        with self.phase("link"):
            project = deep(lambda: self.link(loader))
        with self.phase("rules"):
            found = deep(lambda: self.check(project))
        found.extend(self.syntax_errors(loader))
        with self.phase("triage"):
            kept = [finding for finding in found if finding.path in reported]
            finished = self.finish(kept, sources)
            addressed = [path for path in loader.addressed() if path in reported]
            outcome = self.triage(finished, addressed, sources)
        with self.phase("save"):
            loader.save()
        self.diagnostics.extend(d for d in loader.diagnostics() if d.path in reported)
        return replace(
            outcome,
            diagnostics=tuple(self.diagnostics),
            files=len(reported),
            routes=sum(r.location.path in reported for r in project.routes) if project else 0,
            frameworks=tuple(f.slug for f in project.used) if project is not None else (),
            duration_ms=round((time.perf_counter() - self.started) * 1000),
            timings=Timings(self.phases, self.rule_seconds, loader.seconds),
            paths=tuple(sorted(reported)),
            sources=sources,
            digests={f.path: sources.digest(f.path) for f in finished},
            projects=() if project is None else (project,),
        )

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """The tables that the project can have to do with; all, where every file is read whole."""
        from routelint.frameworks import all_frameworks, frameworks_in

        if not self.task.slicing:
            return all_frameworks()
        return frameworks_in(self._own_code())

    def _own_code(self) -> Iterator[bytes]:
        for path in self.task.files:
            if not is_test(path):
                try:
                    yield self.sources.raw(path)
                except SourceError:
                    continue

    # --- the steps --------------------------------------------------------------------------------
    def loader(self) -> FactsLoader:
        from routelint.facts.cache import FactsCache
        from routelint.facts.loader import FactsLoader
        from routelint.frameworks import vocabulary

        words = Vocabulary(*vocabulary(self.frameworks))
        everything = not self.task.slicing
        cache = None
        if self.config.cache:
            spare = _SPARE_FACTS + 4 * self.task.others[0]
            cache = FactsCache(
                self.task.cache_directory, words.digest, everything=everything, spare=spare
            )
        return FactsLoader(
            self.sources,
            self.task.files,
            words,
            folder=self.task.folder,
            cache=cache,
            processes=self.task.processes,
            everything=everything,
            progress=self.progress,
        )

    def link(self, loader: FactsLoader) -> Project | None:
        from routelint.config import in_front
        from routelint.model.link import LinkOptions, link

        config = self.config
        options = LinkOptions(
            auth_decorators=tuple(config.auth_decorators),
            auth_dependencies=tuple(config.auth_dependencies),
            auth_middleware=tuple(config.auth_middleware),
            public_paths=tuple(config.public_paths),
            response_helpers=tuple(config.response_helpers),
            no_return_functions=tuple(config.no_return_functions),
            blocking_calls=tuple(config.blocking_calls),
            in_front=in_front(config),
            versions=self.versions(),
        )
        slugs = config.frameworks
        wanted = [f for f in self.frameworks if not slugs or f.slug in slugs]
        try:
            return link(loader, wanted, options)
        except Exception as error:
            self.failed("linking the project", error)
            return None

    def check(self, project: Project | None) -> list[Finding]:
        found: list[Finding] = []
        if project is None:
            return found
        for rule in self.selected_rules():
            if rule.META.in_front in project.options.in_front:
                continue
            start = time.perf_counter()
            try:
                found.extend(rule.check(project))
            except Exception as error:
                self.failed(f"rule {rule.META.code} ({rule.META.slug})", error)
            self.rule_seconds[rule.META.code] = time.perf_counter() - start
        return found

    def syntax_errors(self, loader: FactsLoader) -> Iterator[Finding]:
        from routelint.rules.linter import syntax_error

        for path in loader.matched():
            facts = loader.facts(path)
            if facts is not None and facts.problem is not None:
                yield syntax_error.report(path, facts.problem)

    def finish(self, found: Sequence[Finding], sources: Sources) -> list[Finding]:
        """Fixes as exact edits, and fingerprints; sorted, each finding once."""
        from routelint.fixes.materialise import materialised

        exact = [materialised(finding, lambda path: sources.text(path) or "") for finding in found]
        return fingerprinted(_unique(_on_one_line(f, sources) for f in exact), sources.lines)

    def triage(self, found: Sequence[Finding], paths: Sequence[str], sources: Sources) -> Report:
        from routelint.rules import load_rules
        from routelint.rules.linter import invalid_suppression, unused_suppression
        from routelint.triage import triage

        addressed = {
            path: [CommentLike(*comment) for comment in comments(sources.text(path) or "")]
            for path in paths
        }
        outcome = triage(
            found,
            addressed,
            [rule.META for rule in load_rules()],
            frozenset(rule.META.code for rule in self.selected_rules()),
            unused_suppression.report,
            invalid_suppression.report,
        )
        return Report(
            findings=tuple(
                fingerprinted([f for f in outcome.findings if self.is_wanted(f)], sources.lines)
            ),
            suppressed=tuple(f for f in outcome.suppressed if self.is_wanted(f)),
            baselined=tuple(outcome.baselined),
        )

    def is_wanted(self, finding: Finding) -> bool:
        """Whether thresholds and per-file ignores let the finding through."""
        from routelint.config.selectors import matches

        config = self.config
        severities, confidences = ("info", "warning", "error"), ("low", "medium", "high")
        if severities.index(finding.severity) < severities.index(config.min_severity):
            return False
        if confidences.index(finding.confidence) < confidences.index(config.min_confidence):
            return False
        return not any(
            any(matches(s, finding.code, finding.rule) for s in selectors)
            and GitIgnoreSpec.from_lines([pattern]).match_file(finding.path)
            for pattern, selectors in config.per_file_ignores.items()
        )

    # --- what the steps need ----------------------------------------------------------------------
    def selected_rules(self) -> Sequence[RuleModule]:
        if self.rules is not None:
            return self.rules
        from routelint.config.selectors import selected
        from routelint.rules import load_rules

        rules = load_rules()
        catalogue = [(r.META.code, r.META.slug, r.META.default_on, r.META.preview) for r in rules]
        codes = selected(catalogue, self.config)
        return [rule for rule in rules if rule.META.code in codes]

    def versions(self) -> Mapping[str, tuple[int, ...]]:
        return versions_of(self.task.root, self.task.folder, self.config)

    def failed(self, what: str, error: Exception) -> None:
        """Turn a crash into something that the user sees, with the place in our own code."""
        frames = traceback.extract_tb(error.__traceback__)
        place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
        message = f"{what} failed: {type(error).__name__}: {error}{place}"
        self.diagnostics.append(Diagnostic("internal-error", message))

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.phases[name] = time.perf_counter() - start


def versions_of(root: Path, folder: str, config: Config) -> Mapping[str, tuple[int, ...]]:
    """The versions of the frameworks that a project declares, or else the tree around it."""
    from routelint.config.versions import target_versions

    around = target_versions(root, config)
    return {**around, **target_versions(root / folder, config)} if folder else around


def reports_of(task: Task) -> ReportCache:
    return ReportCache(task.cache_directory, spare=_SPARE_REPORTS + 4 * task.others[1])


def key_for(task: Task, sources: Sources, versions: object) -> str:
    """What a report depends on: the content of all files, what is asked for, the options."""
    config = [
        (field.name, getattr(task.config, field.name))
        for field in fields(task.config)
        if field.name not in _NOT_IN_REPORTS
    ]
    return key_of(
        (config, versions, task.folder, sorted(task.reported)),
        ((path, _digest(sources, path)) for path in task.files),
    )


def keep(report: Report, key: str, reports: ReportCache) -> None:
    if not any(diagnostic.kind == "internal-error" for diagnostic in report.diagnostics):
        reports.store(key, report)


def _digest(sources: Sources, path: str) -> str:
    try:
        found = sources.digest(path)
    except SourceError as error:
        return f"{type(error).__name__}: {error}"
    sources.forget(path)
    return found


def _on_one_line(finding: Finding, sources: Sources) -> Finding:
    """The finding with its primary range cut at the end of its first line.

    The whole of it stays the statement, on any line of which a comment may silence the finding.
    """
    span = finding.span
    if span.line == span.end_line:
        return finding
    lines = sources.lines(finding.path) or []
    text = lines[span.line - 1].rstrip() if span.line <= len(lines) else ""
    end = max(len(text) + 1, span.column + 1)
    cut = Span(span.line, span.column, span.line, end)
    return replace(finding, span=cut, statement=finding.statement or span)


def _unique(found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that say the same of the same place, once."""
    seen: set[tuple[object, ...]] = set()
    for finding in sorted(found, key=lambda f: f.sort_key):
        key = (finding.code, finding.path, finding.span)
        if key not in seen:
            seen.add(key)
            yield finding
