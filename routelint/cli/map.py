"""`routelint map`: the application as routelint understands it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from routelint import __version__
from routelint.config.load import find_root, load_config
from routelint.config.schema import ConfigError

if TYPE_CHECKING:
    from routelint.map.table import RouteMap
    from routelint.model.project import Project


@click.command("map")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown", "html", "mermaid"]),
    default="text",
)
@click.option("--output-file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--diff",
    "old",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OLD.json",
    help="Say what has changed since this map was written; exit with 1 when something opened.",
)
@click.option("--width", type=click.IntRange(min=1), help="Columns of the text (80 to 200).")
@click.option("--isolated", is_flag=True, help="Ignore all configuration files.")
@click.option("--no-cache", is_flag=True)
def show_map(paths: tuple[Path, ...], **options: Any) -> None:
    """Show every route with its guards, and what stands around it.

    With PATHS, only the routes in these files; the whole project is read all the same.
    """
    try:
        code = _run(paths, options)
    except (ConfigError, ValueError, OSError) as error:
        click.echo(f"routelint: {error}", err=True)
        code = 2
    sys.exit(code)


def _run(paths: tuple[Path, ...], options: dict[str, Any]) -> int:
    from dataclasses import replace

    from routelint import engine
    from routelint.map.build import build
    from routelint.map.places import seen_from

    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise ConfigError(f"{missing}: no such file or directory")
    root, file = find_root(paths[0] if paths else Path.cwd())
    config = load_config(None if options["isolated"] else file)
    if options["no_cache"]:
        config = replace(config, cache=False)
    report = engine.analyse(config, root=root, targets=paths or None, rules=())
    for diagnostic in report.diagnostics:
        click.echo(f"routelint: {diagnostic.path}: {diagnostic.message}", err=True)
    wanted = frozenset(report.paths) if paths else None
    routes = build(cast("tuple[Project, ...]", report.projects), wanted)
    routes = seen_from(routes, root, Path.cwd())
    if options["old"] is not None:
        return _compare(options["old"], routes)
    text = _written(routes, options)
    if options["output_file"] is not None:
        options["output_file"].write_text(text + "\n", encoding="utf-8")
    else:
        click.echo(text)
    return 0


def _written(routes: RouteMap, options: dict[str, Any]) -> str:
    form = options["output_format"]
    if form == "json":
        return json.dumps(routes.as_json(__version__), indent=2, ensure_ascii=False)
    if form == "markdown":
        from routelint.output.map_markdown import markdown

        return markdown(routes)
    if form == "mermaid":
        from routelint.output.map_mermaid import mermaid

        return mermaid(routes)
    if form == "html":
        from routelint.output.map_html import html

        return html(routes, __version__)
    from routelint.output.map_text import text

    return text(routes, options["width"] or shutil.get_terminal_size((120, 24)).columns)


def _compare(old: Path, routes: RouteMap) -> int:
    from routelint.map.compare import compare, opens
    from routelint.map.table import from_json
    from routelint.output.map_text import changes_text

    try:
        before = from_json(json.loads(old.read_text(encoding="utf-8")))
    except ValueError as error:
        raise ConfigError(f"{old}: {error}") from error
    changes = compare(before, routes)
    click.echo(changes_text(changes))
    return int(opens(changes))
