"""Start a rule: python scripts/new_rule.py RL210 orphan-blueprint order flask [fastapi ...]

Writes the module, a bad and a good fixture and a proof for each framework, and the docs page. What
is left to do is marked `TODO(new rule)`; the tests fail until no such marker is left.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

TODO = "TODO(new rule)"

MODULE = '''"""{title}.

## What it does
{todo}: one paragraph, naming what is found.

## Why it matters
{todo}: what clients observe, per framework. The proof shows the same.

## Example
```python
{todo}: the shortest bad code.
```

## Use instead
```python
{todo}: the same code, right.
```

## Frameworks
{todo}: what differs between them.

## When it stays silent
{todo}: what looks alike and is fine, and what can't be known.

## Fix safety
{todo}: what the fix changes; safe only where every other outcome is an error today.

## References
{todo}: the framework's documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project

META = RuleMeta(
    code="{code}",
    slug="{slug}",
    category="{category}",
    severity="warning",
    tier="B",
    summary="{todo}",
)


def check(project: Project) -> Iterator[Finding]:
    """Ask the project; yield one finding for each place."""
    yield from ()
'''

BAD = '''"""{todo}: a runnable application in which every shape of {slug} misbehaves.

Put `expect: {code}` into a comment at the end of each line where a finding starts.
"""
'''

GOOD = '''"""{todo}: the same application in its right form, with what must not be reported."""
'''

PROOF = '''"""{code} under {framework}: {todo}: what clients observe."""

from __future__ import annotations

from typing import Any

from tests.proofs.harness import Proof


def probe(client: Any) -> dict[str, object]:
    return {{"{todo}": client.get("/").status_code}}


PROOFS = [Proof(probe=probe, bad={{}}, good={{}})]
'''

FRAME = """# {todo}: what stands around the examples of the page, so that they run.
...  # example
"""

PAGE = f"<!-- {TODO}: python scripts/docs.py writes this page from the module. -->\n"


def main() -> int:
    from routelint.rules import load_rules
    from tests.proofs.harness import CLIENTS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("code", help="RL and three digits")
    parser.add_argument("slug", help="the bad thing, in lower-case words with hyphens")
    parser.add_argument("category", help="a directory below routelint/rules")
    parser.add_argument("frameworks", nargs="+", choices=sorted(CLIENTS))
    arguments = parser.parse_args()
    code, slug = arguments.code, arguments.slug
    if not re.fullmatch(r"RL\d{3}", code) or not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", slug):
        parser.error("a code looks like RL210, a slug like orphan-blueprint")
    for rule in load_rules():
        if code == rule.META.code or slug == rule.META.slug:
            parser.error(f"{rule.META.code} {rule.META.slug} exists")

    name = slug.replace("-", "_")
    values = {
        "code": code,
        "slug": slug,
        "category": arguments.category,
        "title": slug.replace("-", " ").capitalize(),
        "todo": TODO,
    }
    package = REPOSITORY / "routelint" / "rules" / arguments.category
    files = {
        package / f"{name}.py": MODULE.format(**values),
        REPOSITORY / "docs" / "rules" / f"{slug}.md": PAGE,
        REPOSITORY / "fixtures" / "examples" / f"{slug}.py": FRAME.format(**values),
    }
    if not (package / "__init__.py").exists():
        files[package / "__init__.py"] = ""
    for framework in arguments.frameworks:
        fixtures = REPOSITORY / "fixtures" / "rules" / slug / framework
        files[fixtures / "bad.py"] = BAD.format(**values)
        files[fixtures / "good.py"] = GOOD.format(**values)
        proof = REPOSITORY / "tests" / "proofs" / framework / f"{name}.py"
        files[proof] = PROOF.format(**values, framework=framework)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        print(path.relative_to(REPOSITORY))
    print(f"Add {code} to `pitfalls` in the tables of: {', '.join(arguments.frameworks)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
