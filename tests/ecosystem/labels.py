"""What people who have read a finding say of it: true, false or debatable, and why.

`labels/<code>.toml` holds the labels of one rule. A label belongs to a fingerprint, so that it stays
when lines move; the line is for readers. No source text is kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LABELS = Path(__file__).parent / "labels"
VERDICTS = ("true", "debatable", "false")


@dataclass(frozen=True, order=True)
class Label:
    """`line` is 1-based; `verdict` is one of VERDICTS, `reason` one line."""

    application: str
    path: str
    line: int
    code: str
    fingerprint: str
    verdict: str
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.application, self.code, self.fingerprint)


def read_labels() -> list[Label]:
    """All labels; raises ValueError for a verdict that is none, or a finding labelled twice."""
    found: dict[tuple[str, str, str], Label] = {}
    for file in sorted(LABELS.glob("RL*.toml")):
        for row in tomllib.loads(file.read_text(encoding="utf-8")).get("finding", []):
            label = Label(code=file.stem, **row)
            if label.verdict not in VERDICTS:
                raise ValueError(f"{file}: {label.verdict!r} is not one of {', '.join(VERDICTS)}")
            if label.key in found:
                raise ValueError(f"{file}: {label.path}:{label.line} is labelled twice")
            found[label.key] = label
    return sorted(found.values())


def write_labels(code: str, labels: Iterable[Label]) -> None:
    """Write the labels of one rule, sorted."""
    rows = []
    for label in sorted(labels):
        assert label.code == code
        fields = ("application", "path", "line", "fingerprint", "verdict", "reason")
        values = (f"{name} = {json.dumps(getattr(label, name))}\n" for name in fields)
        rows.append("[[finding]]\n" + "".join(values))
    (LABELS / f"{code}.toml").write_text("\n".join(rows), encoding="utf-8")
