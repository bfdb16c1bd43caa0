"""The way of the data, from paths to a report.

    discover -> read -> extract -> link -> rules -> fingerprints -> triage -> report

Nothing here knows a framework, a rule or a syntax.
"""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from routelint.cache.reports import ReportCache, key_of
from routelint.findings import Diagnostic, Finding, Span
from routelint.findings.comment import CommentLike
from routelint.findings.fingerprint import fingerprinted
from routelint.findings.report import Report, Timings
from routelint.source.comments import comments
from routelint.source.discover import DEFAULT_EXCLUDE, Discovery, find_files
from routelint.source.files import Sources
from routelint.source.text import SourceError
from routelint.source.vocabulary import Vocabulary

if TYPE_CHECKING:
    from routelint.config import Config
    from routelint.facts.loader import FactsLoader
    from routelint.model.project import Project
    from routelint.rules import RuleModule

#: Called with the number of files read so far and the number of files to read.
Progress = Callable[[int, int], None]

#: What only matters to how reports are made, shown or used.
_NOT_IN_REPORTS = frozenset(
    {"output_format", "jobs", "cache", "cache_dir", "fix", "unsafe_fixes", "fail_level"}
)


def analyse(
    config: Config,
    *,
    root: Path,
    targets: Sequence[Path] | None = None,
    stdin: tuple[str, str] | None = None,
    rules: Sequence[RuleModule] | None = None,
    progress: Progress | None = None,
    overrides: Mapping[str, str] | None = None,
    slicing: bool = True,
    fresh: bool = False,
) -> Report:
    """Analyse the project at `root` and report on the targets (default: on all of it).

    `stdin` is a path and the text that stands in for its file, and becomes the only target;
    `overrides` are texts by relative path that stand in for files. `rules` default to those that
    the configuration selects. Without `slicing` every file is read whole (slow; for tests). A report
    that is kept of a run over the same contents is taken for it, unless it has to be `fresh`; it has
    no `project`.
    """
    run = _Run(config, root.resolve(), rules, progress, slicing, fresh)
    with _no_garbage_collection():
        return run.report(targets, stdin, dict(overrides or {}))


def discover(config: Config, *, root: Path, targets: Sequence[Path] | None = None) -> Discovery:
    """The files of the project, and those that the targets name."""
    return find_files(
        root,
        targets or (),
        exclude=(*(config.exclude or DEFAULT_EXCLUDE), *config.extend_exclude),
        respect_gitignore=config.respect_gitignore,
        force_exclude=config.force_exclude,
    )


class _Run:
    """One analysis: its clock, its diagnostics, its rules."""

    def __init__(
        self,
        config: Config,
        root: Path,
        rules: Sequence[RuleModule] | None,
        progress: Progress | None,
        slicing: bool,
        fresh: bool,
    ) -> None:
        self.config = config
        self.root = root
        self.rules = rules
        self.progress = progress
        self.slicing = slicing
        self.fresh = fresh
        self.started = time.perf_counter()
        self.phases: dict[str, float] = {}
        self.rule_seconds: dict[str, float] = {}
        self.diagnostics: list[Diagnostic] = []

    def report(
        self,
        targets: Sequence[Path] | None,
        stdin: tuple[str, str] | None,
        overrides: dict[str, str],
    ) -> Report:
        with self.phase("discover"):
            files, reported = self.files(targets, stdin, overrides)
        sources = Sources(self.root, overrides)
        if not self.config.cache or self.rules is not None or not self.slicing or overrides:
            return self.analysed(files, reported, sources)
        reports = ReportCache(self.cache_directory)
        with self.phase("look up"):
            key = self.key(files, reported, sources)
            kept = None if self.fresh else reports.load(key, sources)
        if kept is not None:
            duration = round((time.perf_counter() - self.started) * 1000)
            return replace(kept, duration_ms=duration, timings=Timings(self.phases))
        report = self.analysed(files, reported, sources)
        if not any(diagnostic.kind == "internal-error" for diagnostic in report.diagnostics):
            reports.store(key, report)
        return report

    def analysed(
        self, files: tuple[str, ...], reported: frozenset[str], sources: Sources
    ) -> Report:
        """The report of these files of the project on those that were asked for."""
        from routelint.facts.workers import deep

        with self.phase("extract"):
            loader = self.loader(sources, files)
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
            project=project,
        )

    # --- the steps --------------------------------------------------------------------------------
    def files(
        self,
        targets: Sequence[Path] | None,
        stdin: tuple[str, str] | None,
        overrides: dict[str, str],
    ) -> tuple[tuple[str, ...], frozenset[str]]:
        found = discover(self.config, root=self.root, targets=targets)
        reported = found.reported
        if stdin is not None:
            path, text = stdin
            relative = _relative(Path(path), self.root)
            overrides[relative] = text
            reported = (relative,)
        files = sorted({*found.files, *overrides})
        return tuple(files), frozenset(reported)

    @property
    def cache_directory(self) -> Path:
        return self.root / Path(self.config.cache_dir or ".routelint_cache")

    def key(self, files: Sequence[str], reported: frozenset[str], sources: Sources) -> str:
        """What a report depends on: the content of all files, what is asked for, the options."""
        config = [
            (field.name, getattr(self.config, field.name))
            for field in fields(self.config)
            if field.name not in _NOT_IN_REPORTS
        ]
        versions = sorted(self.versions().items())
        return key_of(
            (config, versions, sorted(reported)), ((path, _digest(sources, path)) for path in files)
        )

    def loader(self, sources: Sources, files: Sequence[str]) -> FactsLoader:
        from routelint.facts.cache import FactsCache
        from routelint.facts.loader import FactsLoader
        from routelint.frameworks import vocabulary

        words = Vocabulary(*vocabulary())
        everything = not self.slicing
        cache = None
        if self.config.cache:
            cache = FactsCache(self.cache_directory, words.digest, everything=everything)
        return FactsLoader(
            sources,
            files,
            words,
            cache=cache,
            processes=self.config.jobs or 0,
            everything=everything,
            progress=self.progress,
        )

    def link(self, loader: FactsLoader) -> Project | None:
        from routelint.config import in_front
        from routelint.frameworks import FRAMEWORKS
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
        wanted = [f for f in FRAMEWORKS if not config.frameworks or f.slug in config.frameworks]
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
        from routelint.config.versions import target_versions

        return target_versions(self.root, self.config)

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


def _relative(path: Path, root: Path) -> str:
    """`path` as the project names its files; a path outside keeps its last part."""
    full = path if path.is_absolute() else Path.cwd() / path
    try:
        return full.resolve().relative_to(root).as_posix()
    except ValueError:
        return full.name


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    # Skeletons and the model hold hundreds of thousands of live objects and hardly a cycle: walking
    # them again and again would take longer than the analysis.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
