"""The command line: `routelint [check] PATHS`, `map`, `explain`, `completion`."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any

import click

from routelint import __version__


class DefaultGroup(click.Group):
    """A group whose default command is `check`: anything that is no subcommand goes there."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in self.commands:
            if Path(args[0]).exists():
                click.echo(
                    f"routelint: `{args[0]}` is a command here; to lint the path of that name, "
                    f"write ./{args[0]}",
                    err=True,
                )
        elif not args or args[0] not in ("--help", "-h", "--version", "-V"):
            args = ["check", *args]
        # An option with an optional value would take the path behind it for that value.
        args = ["--statistics=rule" if arg == "--statistics" else arg for arg in args]
        return super().parse_args(ctx, args)


@click.group(cls=DefaultGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="routelint %(version)s")
def cli() -> None:
    """The linter that understands a Python web application the way its framework does.

    `routelint src/` lints; see `routelint check --help` for its options.
    """


@cli.command()
@click.argument("rule", required=False)
@click.option("--all", "everything", is_flag=True, help="Explain every rule.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text")
def explain(rule: str | None, everything: bool, output_format: str) -> None:
    """Say what a rule finds and why."""
    from routelint.cli.explain import explained

    try:
        click.echo(explained(rule, everything=everything, as_json=output_format == "json"))
    except LookupError as error:
        raise click.UsageError(str(error)) from None


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(cli, {}, "routelint", "_ROUTELINT_COMPLETE").source())


def _add_commands() -> None:
    from routelint.cli.check import check
    from routelint.cli.map import show_map

    cli.add_command(check)
    cli.add_command(show_map)


_add_commands()


def main(args: list[str] | None = None) -> Any:
    """The command line. Exit codes: 0 clean, 1 findings, 2 usage or internal error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    return cli.main(args=args, prog_name="routelint")


def run() -> None:
    """The console script. Ends the process at once: taking hundreds of thousands of objects apart one
    by one would take longer than making some of them, and so would looking for cycles among them."""
    gc.disable()
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 0
    os._exit(code if isinstance(code, int) else 1)
