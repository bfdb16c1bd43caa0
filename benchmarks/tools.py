"""Other linters: what they report, with the rules that are about what routelint is about."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

#: (file, line, name of the rule)
Hits = Iterable[tuple[str, int, str]]

#: Of ruff's rules those about security, async code, FastAPI, Django, bugs and returns.
RUFF_RULES = "S,ASYNC,FAST,DJ,B,RET,RUF"
#: The parts of semgrep's public rules for Python, below `python/`, with `lang` for the language.
SEMGREP_RULES = ("flask", "fastapi", "django", "pyramid", "jwt", "requests", "lang")


def output(*command: str) -> str:
    """What a tool prints; linters end with all sorts of exit codes when they find something."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def version(tool: str) -> str:
    found = re.search(r"\d+(?:\.\d+)+", output(tool, "--version"))
    return found[0] if found else "?"


def ruff(files: list[str], rules: str = RUFF_RULES) -> Hits:
    options = (
        "--isolated",
        "--no-cache",
        "--preview",
        "--select",
        rules,
        "--output-format",
        "json",
    )
    for row in json.loads(output("ruff", "check", *options, *files)):
        yield row["filename"], row["location"]["row"], row["code"] or ""


def bandit(files: list[str]) -> Hits:
    for row in json.loads(output("bandit", "-q", "-f", "json", *files))["results"]:
        yield row["filename"], row["line_number"], row["test_id"]


def semgrep_configs(rules: Path) -> list[str]:
    """The options for the rules in a checkout of semgrep's public rules. Raises FileNotFoundError when
    it holds none."""
    parts = [rules / "python" / part for part in SEMGREP_RULES]
    found = [option for part in parts if part.is_dir() for option in ("--config", str(part))]
    if not found:
        raise FileNotFoundError(f"{rules} is no checkout of semgrep's rules")
    return found


def semgrep(files: list[str], rules: Path) -> Hits:
    options = (
        "--metrics",
        "off",
        "--no-git-ignore",
        "--json",
        "--quiet",
        "--disable-version-check",
    )
    command = ("semgrep", "scan", *options, *semgrep_configs(rules), *files)
    for row in json.loads(output(*command))["results"]:
        yield row["path"], row["start"]["line"], row["check_id"].rsplit(".", 1)[-1]
