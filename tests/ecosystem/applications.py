"""The pinned applications, their checkouts, and runs of routelint over them.

`manifest.toml` names them. A directory of checkouts holds each as `owner__name`; `fetch` makes it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Application:
    """`repository` is `owner/name`, `commit` the pinned one, `frameworks` those that it uses."""

    repository: str
    commit: str
    frameworks: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.repository.partition("/")[2]

    @property
    def directory(self) -> str:
        return self.repository.replace("/", "__")


@dataclass(frozen=True)
class Run:
    """What routelint said of an application. `findings` are those of its JSON report; `crash` is
    empty unless it failed."""

    findings: tuple[dict[str, Any], ...]
    errors: tuple[dict[str, Any], ...]
    files: int
    routes: int
    crash: str = ""


def manifest() -> list[Application]:
    found = tomllib.loads((HERE / "manifest.toml").read_text(encoding="utf-8"))["application"]
    return [Application(a["repository"], a["commit"], tuple(a["frameworks"])) for a in found]


def fetch(application: Application, checkouts: Path) -> None:
    """Make the checkout of the pinned commit; raises CalledProcessError when git can't."""
    path = checkouts / application.directory
    path.mkdir(parents=True, exist_ok=True)
    url = f"https://github.com/{application.repository}"
    for arguments in (
        ("init", "-q"),
        ("fetch", "-q", "--depth", "1", url, application.commit),
        ("checkout", "-q", "FETCH_HEAD"),
    ):
        subprocess.run(["git", "-C", str(path), *arguments], check=True)


def lint(path: Path, *options: str, python: str = sys.executable, timeout: float = 900) -> Run:
    """Run routelint, as `python` has it, on a checkout as its own project and without a cache."""
    command: Sequence[str] = (
        *(python, "-m", "routelint", "check", ".", "--isolated", "--no-cache"),
        *("--output-format", "json", *options),
    )
    ended = subprocess.run(
        command, cwd=path, capture_output=True, text=True, check=False, timeout=timeout
    )
    try:
        report = json.loads(ended.stdout)
    except ValueError:
        return Run((), (), 0, 0, ended.stderr.strip()[-500:] or f"exit code {ended.returncode}")
    return Run(
        tuple(report["findings"]),
        tuple(report["errors"]),
        report["summary"]["files"],
        report["summary"]["routes"],
        "" if ended.returncode in (0, 1) else ended.stderr.strip()[-500:],
    )
