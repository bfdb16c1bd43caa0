"""The way of the data, from paths to a report.

    discover -> projects -> one analysis for each -> one report

Nothing here knows a framework, a rule or a syntax.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from routelint.analysis import Analysis, Progress, Task, keep, key_for, reports_of, versions_of
from routelint.findings.report import NoSources, Report, merged
from routelint.source.discover import DEFAULT_EXCLUDE, Discovery, find_files
from routelint.source.files import Sources

if TYPE_CHECKING:
    from routelint.config import Config
    from routelint.projects import ProjectFiles
    from routelint.rules import RuleModule

#: Below this many files, starting processes for projects costs more than it saves.
_MANY_FILES = 200


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
    task = Task(
        config,
        root.resolve(),
        (),
        frozenset(),
        dict(overrides or {}),
        slicing=slicing,
        fresh=fresh,
        processes=config.jobs or 0,
    )
    with _no_garbage_collection():
        return _Tree(task, rules, progress).report(targets, stdin)


def discover(config: Config, *, root: Path, targets: Sequence[Path] | None = None) -> Discovery:
    """The files of the project, and those that the targets name."""
    return find_files(
        root,
        targets or (),
        exclude=(*(config.exclude or DEFAULT_EXCLUDE), *config.extend_exclude),
        respect_gitignore=config.respect_gitignore,
        force_exclude=config.force_exclude,
    )


class _Tree:
    """All projects below the root."""

    def __init__(
        self, task: Task, rules: Sequence[RuleModule] | None, progress: Progress | None
    ) -> None:
        self.task = task
        self.rules = rules
        self.progress = progress
        self.started = time.perf_counter()
        self.phases: dict[str, float] = {}

    def report(self, targets: Sequence[Path] | None, stdin: tuple[str, str] | None) -> Report:
        start = time.perf_counter()
        found = discover(self.task.config, root=self.task.root, targets=targets)
        reported = found.reported
        overrides = dict(self.task.overrides)
        if stdin is not None:
            path, text = stdin
            relative = _relative(Path(path), self.task.root)
            overrides[relative] = text
            reported = (relative,)
        self.task = replace(
            self.task,
            files=tuple(sorted({*found.files, *overrides})),
            reported=frozenset(reported),
            overrides=overrides,
        )
        self.phases["discover"] = time.perf_counter() - start
        sources = Sources(self.task.root, overrides)
        if not any(found.projects):
            return self.finished(Analysis(self.task, sources, self.rules, self.progress).report())
        return self.of_several(found.projects, sources)

    def of_several(self, folders: Sequence[str], sources: Sources) -> Report:
        """The report on a tree in which directories declare projects."""
        task = self.task
        if not task.is_kept or self.rules is not None:
            return self.finished(self.analysed(folders, sources))
        reports = reports_of(task)
        start = time.perf_counter()
        versions = [versions_of(task.root, folder, task.config) for folder in ("", *folders)]
        key = key_for(task, sources, versions)
        kept = None if task.fresh else reports.load(key, sources)
        self.phases["look up"] = time.perf_counter() - start
        if kept is not None:
            return self.finished(kept)
        report = self.analysed(folders, sources)
        keep(report, key, reports)
        return self.finished(report)

    def analysed(self, folders: Sequence[str], sources: Sources) -> Report:
        from routelint.projects import projects_of

        start = time.perf_counter()
        projects = projects_of(self.task.files, folders, sources)
        tasks = [
            self.task_of(project, len(projects))
            for project in projects
            if not self.task.reported.isdisjoint(project.files)
        ]
        self.phases["projects"] = time.perf_counter() - start
        return merged(list(self.reports(tasks, sources)), sources)

    def task_of(self, project: ProjectFiles, projects: int) -> Task:
        inside = frozenset(project.files)
        return replace(
            self.task,
            files=project.files,
            reported=self.task.reported & inside,
            folder=project.folder,
            overrides={p: text for p, text in self.task.overrides.items() if p in inside},
            others=(len(self.task.files) - len(inside), projects),
        )

    def reports(self, tasks: Sequence[Task], sources: Sources) -> Iterator[Report]:
        """One report for each task, in no certain order: in processes of their own where that is worth
        while, the largest projects first."""
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from concurrent.futures.process import BrokenProcessPool

        from routelint.facts.workers import available_cores, context

        total = sum(len(task.files) for task in tasks)
        processes = min(self.task.processes or available_cores(), len(tasks))
        done = 0
        left = {task.folder: task for task in sorted(tasks, key=lambda t: -len(t.files))}
        if processes > 1 and total > _MANY_FILES and self.rules is None:
            each = max(1, (self.task.processes or available_cores()) // processes)
            try:
                with ProcessPoolExecutor(processes, mp_context=context()) as pool:
                    running = {
                        pool.submit(_apart, replace(task, processes=each)): task
                        for task in left.values()
                    }
                    for future in as_completed(running):
                        yield future.result()
                        task = running[future]
                        del left[task.folder]
                        done += len(task.files)
                        if self.progress is not None:
                            self.progress(done, total)
            except (BrokenProcessPool, OSError):
                # A worker died, or none could be started: go on here.
                pass
        for task in left.values():
            yield Analysis(task, sources, self.rules, self.progress).report()

    def finished(self, report: Report) -> Report:
        phases = {**self.phases, **report.timings.phases}
        return replace(
            report,
            duration_ms=round((time.perf_counter() - self.started) * 1000),
            timings=replace(report.timings, phases=phases),
        )


def _apart(task: Task) -> Report:
    """The report on a project, made in a worker process, without what only that process needs."""
    from routelint.model.link import forget

    # A worker has one project in memory at a time.
    forget()
    gc.collect()
    with _no_garbage_collection():
        report = Analysis(task, Sources(task.root, task.overrides)).report()
    return replace(report, sources=NoSources(), projects=())


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
