"""`routelint check`: options to a configuration, a report to text and an exit code."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routelint import __version__
from routelint.cli.progress import Progress
from routelint.config.load import find_root, load_config, parse_override
from routelint.config.schema import CHOICES, Config, ConfigError

if TYPE_CHECKING:
    from routelint.findings.report import Report
    from routelint.output.view import View

_SEVERITIES = ("info", "warning", "error")
_FORMATS = click.Choice(CHOICES["output_format"])


def _names(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    return tuple(part.strip() for part in value.split(",") if part.strip())


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--select", callback=_names, help="Rules to run: codes, slugs, prefixes, ALL.")
@click.option("--extend-select", callback=_names, help="Rules to run in addition.")
@click.option("--ignore", callback=_names, help="Rules to leave out.")
@click.option("--per-file-ignores", multiple=True, metavar="PATTERN:RULES")
@click.option("--preview", is_flag=True, help="Allow rules in preview.")
@click.option("--fix", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix, apply the unsafe ones too.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change.")
@click.option("--output-format", type=_FORMATS, envvar="ROUTELINT_OUTPUT_FORMAT")
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--output", "outputs", multiple=True, metavar="FORMAT[:FILE]")
@click.option(
    "--statistics",
    type=click.Choice(["rule", "file"]),
    is_flag=False,
    flag_value="rule",
    help="Count the findings of each rule, or of each file.",
)
@click.option("--show-suppressed", is_flag=True)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.option("-q", "--quiet", is_flag=True, help="Findings only.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is done.")
@click.option("--min-severity", type=click.Choice(_SEVERITIES))
@click.option("--min-confidence", type=click.Choice(["low", "medium", "high"]))
@click.option("--fail-level", type=click.Choice(_SEVERITIES))
@click.option("--exclude", callback=_names)
@click.option("--extend-exclude", callback=_names)
@click.option("--no-respect-gitignore", is_flag=True)
@click.option("--force-exclude", is_flag=True, help="Exclude also files that are given.")
@click.option("--stdin-filename", help="With -: the path that the standard input stands for.")
@click.option("--show-files", is_flag=True, help="List the files that would be linted.")
@click.option("--show-settings", is_flag=True, help="Show the configuration and where it is from.")
@click.option("--config", "config_option", help="A configuration file, or `key = value`.")
@click.option("--isolated", is_flag=True, help="Ignore all configuration files.")
@click.option("--no-cache", is_flag=True)
@click.option("--cache-dir", envvar="ROUTELINT_CACHE_DIR")
@click.option("--jobs", type=click.IntRange(min=0))
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also when there are findings.")
@click.option("--timing", is_flag=True, help="Name the slowest rules and files.")
def check(paths: tuple[Path, ...], **options: Any) -> None:
    """Lint PATHS (default: the whole project)."""
    try:
        code = _Check(paths, options).run()
    except ConfigError as error:
        click.echo(f"routelint: {error}", err=True)
        code = 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


class _Check:
    def __init__(self, paths: tuple[Path, ...], options: dict[str, Any]) -> None:
        self.options = options
        self.stdin = Path("-") in paths
        if self.stdin and options["fix"] and not options["show_diff"]:
            raise ConfigError("--fix can't change the standard input; --diff shows the fixes")
        self.stdin_text: str | None = None
        self.paths = tuple(p for p in paths if p != Path("-"))
        common = [p for p in self.paths if p.exists()]
        self.root, self.config_file = find_root(common[0] if common else Path.cwd())
        if common and not all(_inside(p, self.root) for p in common):
            self.root = Path(os.path.commonpath([p.resolve() for p in common]))
        self.config = self._config()

    def _config(self) -> Config:
        options = self.options
        file = None if options["isolated"] else self.config_file
        overrides: dict[str, object] = {}
        given = options["config_option"]
        if given is not None and Path(given).is_file():
            file = self.config_file = Path(given)
        elif given is not None:
            overrides |= parse_override(given)
        for name in (
            "select", "extend_select", "ignore", "output_format", "min_severity",
            "min_confidence", "fail_level", "exclude", "extend_exclude", "cache_dir", "jobs",
        ):  # fmt: skip
            if options[name] is not None:
                overrides[name] = options[name]
        for name in ("preview", "force_exclude", "fix", "unsafe_fixes"):
            if options[name]:
                overrides[name] = True
        if options["no_respect_gitignore"]:
            overrides["respect_gitignore"] = False
        if options["no_cache"]:
            overrides["cache"] = False
        config = load_config(file, overrides)
        if options["per_file_ignores"]:
            added = {}
            for text in options["per_file_ignores"]:
                pattern, colon, rules = text.rpartition(":")
                if not colon:
                    raise ConfigError(f"--per-file-ignores {text!r}: write PATTERN:RULES")
                added[pattern] = tuple(rules.split(","))
            config = replace(config, per_file_ignores={**config.per_file_ignores, **added})
        return config

    # --- running ----------------------------------------------------------------------------------
    def run(self) -> int:
        from routelint import engine

        options = self.options
        if options["show_settings"]:
            return self._show_settings()
        found = engine.discover(self.config, root=self.root, targets=self.paths or None)
        for path in found.missing:
            click.echo(f"routelint: {path} does not exist", err=True)
        for path in found.empty:
            click.echo(f"routelint: {path} holds no Python file", err=True)
        if options["show_files"]:
            for name in found.reported:
                click.echo(name)
            return 2 if found.missing or found.empty else 0
        if (found.missing or found.empty) and not found.reported:
            return 2
        report = self._analyse()
        fixed = 0
        if options["show_diff"] or (self.config.fix and not self.stdin):
            report, fixed, early = self._fix(report)
            if early is not None:
                return early
        self._write(report, fixed)
        self._diagnose(report)
        if options["timing"]:
            self._timing(report)
        bad = any(d.kind in ("internal-error", "config") for d in report.diagnostics)
        if bad or found.missing or found.empty:
            return 2
        if options["exit_zero"]:
            return 0
        level = _SEVERITIES.index(self.config.fail_level)
        return int(any(_SEVERITIES.index(f.severity) >= level for f in report.findings))

    def _analyse(self, overrides: dict[str, str] | None = None) -> Report:
        from routelint import engine

        stdin = None
        if self.stdin:
            stdin = (self.options["stdin_filename"] or "stdin.py", self._stdin())
        with Progress(quiet=self.options["quiet"]) as progress:
            return engine.analyse(
                self.config,
                root=self.root,
                targets=self.paths or None,
                stdin=stdin,
                progress=progress.update,
                overrides=overrides,
                fresh=self.options["timing"],
            )

    def _stdin(self) -> str:
        """The standard input, decoded like a file; it can be read only once."""
        from routelint.source.text import SourceError, decode

        if self.stdin_text is None:
            try:
                self.stdin_text = decode(sys.stdin.buffer.read()).text
            except SourceError as error:
                raise ConfigError(f"standard input: {error.message}") from None
        return self.stdin_text

    def _fix(self, report: Report) -> tuple[Report, int, int | None]:
        from routelint import fixes

        unsafe = self.config.unsafe_fixes
        if self.options["show_diff"]:
            texts = {path: self._stdin() for path in report.paths} if self.stdin else {}
            files = fixes.MemoryFiles(self.root, texts)
            result = fixes.apply_fixes(report.findings, files, unsafe=unsafe)
            text = fixes.diff(result.changes)
            click.echo(text, nl=False)
            self._diagnose(report)
            return report, 0, 0 if not text or self.options["exit_zero"] else 1
        latest = [report]

        def again() -> list[Any]:
            latest[0] = self._analyse()
            return list(latest[0].findings)

        try:
            result = fixes.fix_until_stable(
                again,
                fixes.DiskFiles(self.root),
                unsafe=unsafe,
                first=report.findings,
                digests=report.digests,
            )
        except OSError as error:
            click.echo(f"routelint: nothing was fixed: {error}", err=True)
            return report, 0, 2
        for left in result.unfixed:
            finding = left.finding
            place = f"{finding.path}:{finding.span.line}"
            click.echo(f"routelint: {place} was not fixed: {left.reason}", err=True)
        return latest[0], len(result.fixed), None

    # --- telling ----------------------------------------------------------------------------------
    def _write(self, report: Report, fixed: int) -> None:
        from routelint.output import writers

        known = writers()
        targets: list[tuple[str, Path | None]] = []
        for text in self.options["outputs"]:
            name, _, file = text.partition(":")
            if name not in known:
                raise ConfigError(f"--output: no format `{name}`; there are {', '.join(known)}")
            targets.append((name, Path(file) if file else None))
        if not targets:
            targets.append((self.config.output_format, self.options["output_file"]))
        for name, target in targets:
            view = self._view(report, fixed, color=self._color() if target is None else False)
            writer = known[name]
            text = self._statistics(view) if self.options["statistics"] else writer(view)
            if target is not None:
                target.write_text(text + "\n", encoding="utf-8")
            elif text:
                click.echo(text, color=True)
            summary = os.environ.get("GITHUB_STEP_SUMMARY")
            if summary and name == "github":
                from routelint.output.github import summary_table

                with Path(summary).open("a", encoding="utf-8") as stream:
                    stream.write(summary_table(view))

    def _view(self, report: Report, fixed: int, *, color: bool) -> View:
        from routelint.output.view import View

        workspace = ""
        if os.environ.get("GITHUB_WORKSPACE"):
            base = Path(os.environ["GITHUB_WORKSPACE"]).resolve()
            if self.root != base and self.root.is_relative_to(base):
                workspace = self.root.relative_to(base).as_posix()
        return View(
            report,
            __version__,
            _known_frameworks,
            color=color,
            quiet=self.options["quiet"],
            unsafe_fixes=self.config.unsafe_fixes,
            fixed=fixed,
            show_suppressed=self.options["show_suppressed"],
            workspace=workspace,
        )

    def _statistics(self, view: View) -> str:
        from routelint.output.view import escape

        if self.options["statistics"] == "file":
            rows = [f"{number:>6}  {escape(path)}" for path, number in view.by_file()]
        else:
            rows = [f"{number:>6}  {code}  {rule}" for code, rule, number in view.by_rule()]
        return "\n".join([*rows, view.summary()])

    def _color(self) -> bool:
        choice = self.options["color"]
        if choice != "auto":
            return bool(choice == "always")
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()

    def _diagnose(self, report: Report) -> None:
        from routelint.output.view import escape

        for diagnostic in report.diagnostics:
            place = escape(diagnostic.path)
            if diagnostic.span is not None:
                place += f":{diagnostic.span.line}"
            head = f"{place}: " if place else ""
            click.echo(f"routelint: {head}{escape(diagnostic.message)}", err=True)

    def _timing(self, report: Report) -> None:
        timings = report.timings
        for title, seconds in (
            ("phase", timings.phases), ("rule", timings.rules), ("file", timings.files),
        ):  # fmt: skip
            slowest = sorted(seconds.items(), key=lambda item: -item[1])[:10]
            for name, value in slowest:
                click.echo(f"{value * 1000:>9.1f} ms  {title} {name}", err=True)

    def _show_settings(self) -> int:
        source = "none" if self.config_file is None else str(self.config_file)
        click.echo(f"# root: {self.root}\n# configuration: {source}")
        for name, value in asdict(self.config).items():
            click.echo(f"{name.replace('_', '-')} = {json.dumps(value)}")
        return 0


def _known_frameworks() -> tuple[str, ...]:
    from routelint.frameworks import all_frameworks

    return tuple(framework.title for framework in all_frameworks())


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root)
