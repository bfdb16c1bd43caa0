"""Measure routelint on real applications.

    python scripts/ecosystem.py fetch CHECKOUTS             # the pinned commits, by git
    python scripts/ecosystem.py check CHECKOUTS             # findings against their labels
    python scripts/ecosystem.py read CHECKOUTS              # what has no label yet, with the source
    python scripts/ecosystem.py label CHECKOUTS VERDICT APPLICATION PATH:LINE CODE "the reason"
    python scripts/ecosystem.py diff CHECKOUTS PYTHON       # against the routelint of another Python
    python scripts/ecosystem.py bugs BUGS                   # real bugs: found before, silent after

`--app NAME` and `--rule CODE` (both repeatable) narrow what is run; `--all-rules` adds the opt-in
rules. CHECKOUTS holds each application as `owner__name`, BUGS each bug as `id/bad` and `id/fixed`
(`--fetch` makes them). With `--record`, `check` and `bugs` keep their numbers in
tests/ecosystem/measured.json, of which scripts/accuracy.py makes docs/accuracy.md. Exit code 1 when
something differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from routelint import __version__  # noqa: E402
from routelint.rules import load_rules  # noqa: E402
from tests.ecosystem.applications import Application, Run, fetch, lint, manifest  # noqa: E402
from tests.ecosystem.bugs import Bug, about, bugs, codes_at  # noqa: E402
from tests.ecosystem.bugs import fetch as fetch_bug  # noqa: E402
from tests.ecosystem.labels import (  # noqa: E402
    VERDICTS,
    Label,
    read_labels,
    write_labels,
)

Finding = dict[str, Any]
MEASURED = REPOSITORY / "tests" / "ecosystem" / "measured.json"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("fetch", "check", "read", "label", "diff", "bugs"):
        command = commands.add_parser(name)
        command.add_argument("checkouts", type=Path)
        command.add_argument("--app", action="append", default=[])
        command.add_argument("--rule", action="append", default=[])
        command.add_argument("--all-rules", action="store_true")
        command.add_argument("--jobs", type=int, default=2, help="applications at a time")
        if name == "label":
            command.add_argument("verdict", choices=VERDICTS)
            command.add_argument("application")
            command.add_argument("place")
            command.add_argument("code")
            command.add_argument("reason")
        if name == "diff":
            command.add_argument("python")
        if name in ("check", "bugs"):
            command.add_argument("--record", action="store_true")
        if name == "bugs":
            command.add_argument("--fetch", action="store_true")
            command.add_argument("--category", action="append", default=[])
    return parser.parse_args()


def chosen(arguments: argparse.Namespace) -> list[Application]:
    every = manifest()
    return [a for a in every if not arguments.app or a.name in arguments.app]


def selection(arguments: argparse.Namespace) -> list[str]:
    if arguments.rule:
        return ["--select", ",".join(arguments.rule)]
    return ["--select", "ALL"] if arguments.all_rules else []


def runs(
    arguments: argparse.Namespace, python: str = sys.executable
) -> Iterator[tuple[Application, Run]]:
    def one(application: Application) -> Run:
        path = arguments.checkouts / application.directory
        return lint(path, *selection(arguments), python=python)

    applications = chosen(arguments)
    with ThreadPoolExecutor(arguments.jobs) as pool:
        yield from zip(applications, pool.map(one, applications), strict=True)


def place(finding: Finding) -> str:
    return f"{finding['path']}:{finding['range']['start']['line']}"


def key(application: Application, finding: Finding) -> tuple[str, str, str]:
    return (application.name, finding["code"], finding["fingerprint"])


def check(arguments: argparse.Namespace) -> int:
    """Every finding has a label, and every label its finding."""
    labels = {label.key: label for label in read_labels()}
    known = {r.META.code for r in load_rules() if r.META.default_on or arguments.all_rules}
    problems = 0
    counts: Counter[tuple[str, str]] = Counter()
    measured: list[dict[str, Any]] = []
    for application, run in runs(arguments):
        if run.crash:
            print(f"{application.name}: crashed: {run.crash}")
            problems += 1
        found = {key(application, finding): finding for finding in run.findings}
        for one, finding in found.items():
            label = labels.get(one)
            counts[(finding["code"], label.verdict if label else "unlabelled")] += 1
            if label is None:
                problems += 1
                message = finding["message"]
                print(f"{application.name}: no label: {place(finding)} {finding['code']} {message}")
        for label in labels.values():
            wanted = label.code in (arguments.rule or known)
            if label.application == application.name and label.key not in found and wanted:
                gone = "no longer found" if label.verdict != "false" else "mended"
                print(f"{label.application}: {gone}: {label.path}:{label.line} {label.code}")
                problems += label.verdict != "false"
        measured.append(
            {
                "application": application.name,
                "files": run.files,
                "routes": run.routes,
                "findings": sorted(Counter(code for _, code, _ in found).items()),
            }
        )
    if arguments.record:
        record("applications", measured)
    for code in sorted({code for code, _ in counts}):
        row = ", ".join(f"{counts[(code, v)]} {v}" for v in (*VERDICTS, "unlabelled"))
        print(f"{code}: {row}")
    return int(problems > 0)


def read(arguments: argparse.Namespace) -> int:
    """Print what has no label, with the source around it."""
    labels = {label.key for label in read_labels()}
    for application, run in runs(arguments):
        for finding in run.findings:
            if key(application, finding) in labels:
                continue
            print(f"\n=== {application.name} {place(finding)} {finding['code']}")
            print(finding["message"])
            shown = [(finding["path"], finding["range"], "")]
            shown += [(r["path"], r["range"], r["label"]) for r in finding["related"]]
            for path, span, label in shown:
                start, end = span["start"]["line"], span["end"]["line"]
                file = arguments.checkouts / application.directory / path
                lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
                print(f"  --- {path}:{start} {label}")
                for number in range(max(1, start - 5), min(len(lines), end + 9) + 1):
                    mark = ">" if start <= number <= end else " "
                    print(f"  {mark}{number:5} {lines[number - 1]}")
    return 0


def label(arguments: argparse.Namespace) -> int:
    """Write down what a reader says of one finding."""
    arguments.app, arguments.rule = [arguments.application], [arguments.code]
    labels = read_labels()
    for application, run in runs(arguments):
        for finding in run.findings:
            if place(finding) == arguments.place and finding["code"] == arguments.code:
                path, _, line = arguments.place.rpartition(":")
                added = Label(
                    application.name,
                    path,
                    int(line),
                    arguments.code,
                    finding["fingerprint"],
                    arguments.verdict,
                    arguments.reason,
                )
                kept = [one for one in labels if one.code == added.code and one.key != added.key]
                write_labels(added.code, [*kept, added])
                return 0
    print("no such finding", file=sys.stderr)
    return 1


def diff(arguments: argparse.Namespace) -> int:
    """What this version finds, and that of another Python doesn't, and the other way around."""
    differences = 0
    for (application, new), (_, old) in zip(
        runs(arguments), runs(arguments, arguments.python), strict=True
    ):
        now = {key(application, finding): finding for finding in new.findings}
        then = {key(application, finding): finding for finding in old.findings}
        for sign, these, those in (("+", now, then), ("-", then, now)):
            for one, finding in these.items():
                if one not in those:
                    differences += 1
                    text = f"{place(finding)} {finding['code']} {finding['message']}"
                    print(f"{sign} {application.name}: {text}")
    return int(differences > 0)


def real_bugs(arguments: argparse.Namespace) -> int:
    """How many bugs are found before they were mended, and reported still afterwards."""

    def one(bug: Bug) -> tuple[set[str], set[str], str]:
        if arguments.fetch:
            fetch_bug(bug, arguments.checkouts)
        bad = lint(arguments.checkouts / bug.id / "bad", *selection(arguments))
        fixed = lint(arguments.checkouts / bug.id / "fixed", *selection(arguments))
        related = bug.cross_file
        before = about(bug, codes_at(bad.findings, bug.path, bug.lines, related=related))
        after = codes_at(fixed.findings, bug.fixed_path, [bug.fixed_line], related=related)
        still = set() if bug.partial else before & after
        return before, still, bad.crash or fixed.crash

    wanted = [b for b in bugs() if not arguments.category or b.category in arguments.category]
    measured = []
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for bug, (before, still, crash) in zip(wanted, pool.map(one, wanted), strict=True):
            row = f"{bug.id:7}{bug.framework:11}{','.join(sorted(before)) or '-':18}"
            print(f"{row}{'still ' + ','.join(sorted(still)) if still else '':14}{crash}")
            measured.append(
                {"id": bug.id, "found": sorted(before), "still": sorted(still), "crash": crash}
            )
    if arguments.record:
        record("bugs with opt-in rules" if arguments.all_rules else "bugs", measured)
    found = sum(bool(m["found"]) for m in measured)
    print(
        f"{found} of {len(measured)} found, {sum(bool(m['still']) for m in measured)} still after"
    )
    return int(any(m["still"] or m["crash"] for m in measured))


def record(what: str, measured: list[dict[str, Any]]) -> None:
    """Keep the numbers of a run under a name, beside those of others."""
    kept = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
    kept |= {what: measured, f"version of {what}": __version__}
    MEASURED.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> int:
    arguments = options()
    if arguments.command == "fetch":
        for application in chosen(arguments):
            fetch(application, arguments.checkouts)
        return 0
    commands = {"check": check, "read": read, "label": label, "diff": diff, "bugs": real_bugs}
    return commands[arguments.command](arguments)


if __name__ == "__main__":
    sys.exit(main())
