"""How many of the mistakes in the bad fixtures do other tools point at?

    python benchmarks/compare.py [--semgrep-rules DIRECTORY]

Needs ruff and bandit on the PATH, and semgrep for the option (a checkout of its public rules). All
of ruff's rules are on. A mistake counts as seen when a tool reports anything on its line that is
about the mistake; style findings that are there by chance (missing annotations, long lines) are
listed in `BY_CHANCE` and don't count.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks import tools  # noqa: E402
from tests.support.fixtures import python_files, rule_fixtures  # noqa: E402
from tests.support.markers import read_markers  # noqa: E402

Mistakes = dict[tuple[str, int], list[str]]

BY_CHANCE = re.compile(r"^(ANN|ARG|D|E5|PL[CERW]|RUF|SIM|S1|ERA|COM|Q|TD|FIX|N|INP|EM|TRY|FAST)\d")


def mistakes() -> Mistakes:
    """The codes by file and line."""
    found: Mistakes = {}
    for fixture in rule_fixtures():
        if fixture.path.name.startswith("bad"):
            for _, file in python_files(fixture.path):
                for line, code in read_markers(file).found:
                    found.setdefault((str(file), line), []).append(code)
    return found


def seen(all_mistakes: Mistakes, hits: tools.Hits) -> tuple[Counter[str], Counter[str]]:
    """Mistakes seen by their code, and what the tool called them."""
    by_place: dict[tuple[str, int], set[str]] = {}
    for path, line, name in hits:
        if (path, line) in all_mistakes and not BY_CHANCE.match(name):
            by_place.setdefault((path, line), set()).add(name)
    codes = Counter(code for place in by_place for code in all_mistakes[place])
    return codes, Counter(name for names in by_place.values() for name in names)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--semgrep-rules", type=Path)
    rules = parser.parse_args().semgrep_rules
    all_mistakes = mistakes()
    files = sorted({path for path, _ in all_mistakes})
    total = Counter(code for codes in all_mistakes.values() for code in codes)
    runs = {"ruff": tools.ruff(files, "ALL"), "bandit": tools.bandit(files)}
    if rules:
        runs["semgrep"] = tools.semgrep(files, rules)
    results = {name: seen(all_mistakes, hits) for name, hits in runs.items()}
    print("code", "mistakes", *results)
    for code in sorted(total):
        print(code, total[code], *(codes[code] for codes, _ in results.values()))
    # The table of the README: a row for each hundred of codes.
    print(
        "|", " | ".join(["Rules", "Mistakes", *(f"{n} {tools.version(n)}" for n in results)]), "|"
    )
    for prefix in sorted({code[:3] for code in total}):
        counts = [total, *(codes for codes, _ in results.values())]
        sums = [sum(number for code, number in c.items() if code[:3] == prefix) for c in counts]
        print("|", " | ".join(map(str, [f"{prefix}..", *sums])), "|")
    print("all", sum(total.values()), *(sum(codes.values()) for codes, _ in results.values()))
    for name, (_, names) in results.items():
        print(f"{name}:", ", ".join(f"{n} x{count}" for n, count in names.most_common()))


if __name__ == "__main__":
    main()
