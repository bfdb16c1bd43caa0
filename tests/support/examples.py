"""The examples of the rules' pages, in what stands around them.

`fixtures/examples/<slug>.py` is a whole module in which one line, `... # example`, stands for the code of
the page; what differs for the right form may stand in `<slug>.instead.py`. In `<slug>/` are modules that
the example imports.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from routelint.rules import RuleModule, load_rules

FRAMES = Path(__file__).resolve().parents[2] / "fixtures" / "examples"
SECTIONS = {"bad": "Example", "good": "Use instead"}

_PLACE = re.compile(r"^( *)\.\.\.  # example$", re.M)
_BLOCK = re.compile(r"```python\n(.*?)```", re.S)


@dataclass(frozen=True)
class Example:
    """`kind` is "bad" for what a rule reports, "good" for what to use instead; `code` is its rule's."""

    slug: str
    code: str
    kind: str
    block: str

    @property
    def text(self) -> str:
        """The module; raises FileNotFoundError without a frame, ValueError for one without a place."""
        frame = FRAMES / f"{self.slug}.py"
        other = FRAMES / f"{self.slug}.instead.py"
        if self.kind == "good" and other.exists():
            frame = other
        around = frame.read_text(encoding="utf-8")
        places = _PLACE.findall(around)
        if len(places) != 1:
            raise ValueError(f"{frame}: one line has to be `...  # example`")
        indented = textwrap.indent(textwrap.dedent(self.block).strip("\n"), places[0])
        return _PLACE.sub(lambda _: indented, around)

    def modules(self) -> dict[str, bytes]:
        """The example as `main.py`, and what it imports, by path."""
        folder = FRAMES / self.slug
        found = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*.py"))
        }
        return {**found, "main.py": self.text.encode()}


def examples() -> list[Example]:
    """Those of all rules about applications, in order."""
    return [
        Example(rule.META.slug, rule.META.code, kind, block)
        for rule in sorted(load_rules(), key=lambda r: r.META.code)
        if rule.META.category != "linter"
        for kind, section in SECTIONS.items()
        for block in _blocks(rule, section)
    ]


def _blocks(rule: RuleModule, section: str) -> list[str]:
    found = re.search(rf"\n## {section}\n(.*?)(?=\n## |\Z)", rule.__doc__ or "", re.S)
    return _BLOCK.findall(found.group(1)) if found else []
