"""Everything about a rule is there, under one slug: code, fixtures, proofs, documentation."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from routelint.findings import RuleMeta
from routelint.frameworks import all_frameworks, with_pitfall
from routelint.frameworks._signs import BUILT_ON, SIGNS
from routelint.model.vocabulary import Framework
from routelint.rules import load_rules
from tests.proofs.harness import CLIENTS, Proof
from tests.support.fixtures import REPOSITORY, python_files, rule_fixtures
from tests.support.markers import read_markers

RULES = {rule.META.slug: rule for rule in load_rules()}
METAS: dict[str, RuleMeta] = {slug: rule.META for slug, rule in RULES.items()}
#: The rules about applications; RL0 is about the linter's own comments and files.
PIPELINE = {slug: meta for slug, meta in METAS.items() if not meta.code.startswith("RL0")}
PAIRS = sorted(
    (slug, framework.slug)
    for slug, meta in PIPELINE.items()
    for framework in with_pitfall(meta.code)
)

SECTIONS = [
    "What it does",
    "Why it matters",
    "Example",
    "Use instead",
    "Frameworks",
    "When it stays silent",
    "Fix safety",
    "References",
]


def proofs_of(slug: str, framework: str) -> list[Proof]:
    name = f"tests.proofs.{framework}.{slug.replace('-', '_')}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return []
    return list(module.PROOFS)


def test_codes_and_slugs_are_unique() -> None:
    codes = Counter(rule.META.code for rule in load_rules())
    assert [code for code, count in codes.items() if count > 1] == []
    assert len(RULES) == len(load_rules())


@pytest.mark.parametrize("slug", sorted(METAS))
def test_a_rule_is_where_its_slug_says(slug: str) -> None:
    meta = METAS[slug]
    assert re.fullmatch(r"RL\d{3}", meta.code)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", slug)
    file = REPOSITORY / "routelint" / "rules" / meta.category / f"{slug.replace('-', '_')}.py"
    assert file.exists()
    assert meta.summary


@pytest.mark.parametrize("slug", sorted(METAS))
def test_a_rule_documents_itself(slug: str) -> None:
    text = RULES[slug].__doc__
    assert text is not None
    assert "TODO" not in text
    at = [text.find(f"\n## {section}\n") for section in SECTIONS]
    needed = [s for s, place in zip(SECTIONS, at, strict=True) if place < 0]
    # The linter's own rules are about no framework and need no example of an application.
    assert slug not in PIPELINE or needed == []
    assert sorted(p for p in at if p >= 0) == [p for p in at if p >= 0]


def test_every_rule_has_fixtures_and_every_fixture_a_rule() -> None:
    assert {fixture.slug for fixture in rule_fixtures()} == set(PIPELINE)


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {page.stem for page in (REPOSITORY / "docs" / "rules").glob("*.md")} == set(METAS)


def test_declared_frameworks_are_those_in_which_a_fixture_is_found() -> None:
    """A pair whose fixtures hold nothing but known missed alarms is not declared yet."""
    found = {
        (fixture.slug, fixture.framework)
        for fixture in rule_fixtures()
        for _, file in python_files(fixture.path)
        if any(code == PIPELINE[fixture.slug].code for _, code in read_markers(file).found)
    }
    assert sorted(found - silent_pairs()) == PAIRS


def test_frameworks_are_known() -> None:
    assert {framework.slug for framework in all_frameworks()} == set(CLIENTS)


def test_frameworks_are_told_by_signs() -> None:
    """Which tables are read is decided without reading them."""
    assert set(SIGNS) == {framework.slug for framework in all_frameworks()}
    for framework in all_frameworks():
        signs = [sign.decode() for sign in SIGNS[framework.slug]]
        assert bool(signs) == bool(framework.packages)
        for package in framework.packages:
            assert any(sign in package for sign in signs), package
    assert {slug for above in BUILT_ON.values() for slug in above} <= set(SIGNS)


@pytest.mark.parametrize("framework", all_frameworks(), ids=lambda f: str(f.slug))
def test_a_framework_names_rules_that_exist_and_says_why_not(framework: Framework) -> None:
    codes = {meta.code for meta in PIPELINE.values()}
    assert framework.pitfalls | framework.without.keys() <= codes
    assert not framework.pitfalls & framework.without.keys()
    assert all(len(why.split()) > 3 for why in framework.without.values())


@pytest.mark.parametrize(("slug", "framework"), PAIRS, ids=lambda v: str(v))
def test_a_pair_is_shown_and_proven(slug: str, framework: str) -> None:
    fixtures = [f.path for f in rule_fixtures() if (f.slug, f.framework) == (slug, framework)]
    bad = [p for p in fixtures if p.name.startswith("bad")]
    good = [p for p in fixtures if p.name.startswith("good")]
    assert bad
    assert good
    assert sorted(bad + good) == sorted(fixtures)
    code = PIPELINE[slug].code
    opt_in = {meta.code for meta in PIPELINE.values() if meta.tier == "C"}
    for path in bad:
        markers = [read_markers(file) for _, file in python_files(path)]
        codes = {c for m in markers for _, c in [*m.found, *m.missed]}
        assert code in codes, path
    for path in good:
        for _, file in python_files(path):
            # A rule that is a matter of taste may find something in what is right for the others.
            codes = {c for _, c in read_markers(file).found} - (opt_in - {code})
            assert not codes, file

    proofs = proofs_of(slug, framework)
    assert proofs, "no proof"
    shown = {p.fixture for p in proofs if p.bad is not None}
    shown |= {p.corrected_name for p in proofs if p.good is not None}
    assert shown == {p.name for p in fixtures}
    for proof in proofs:
        # What is pinned to an older release can't misbehave under the one that is installed.
        if proof.bad is not None and proof.good is not None and "old" not in proof.fixture:
            assert dict(proof.bad) != dict(proof.good), proof.fixture
            assert "import_error" in proof.bad or proof.bad.keys() == proof.good.keys()


def silent_pairs() -> set[tuple[str, str]]:
    """Pairs with good forms only: what is a pitfall elsewhere is shown to be none there."""
    shown = {(f.slug, f.framework) for f in rule_fixtures()}
    return shown - {(f.slug, f.framework) for f in rule_fixtures() if f.path.name.startswith("bad")}


def test_every_proof_is_of_a_declared_pair() -> None:
    proofs = REPOSITORY / "tests" / "proofs"
    found = {
        (file.stem.replace("_", "-"), file.parent.name)
        for framework in CLIENTS
        for file in (proofs / framework).glob("*.py")
        if file.stem not in ("__init__", "client")
    }
    assert set(PAIRS) <= found
    assert found <= {(fixture.slug, fixture.framework) for fixture in rule_fixtures()}


@pytest.mark.parametrize("script", ["docs.py", "update_readme.py", "accuracy.py", "performance.py"])
def test_what_is_generated_is_up_to_date(script: str) -> None:
    run = subprocess.run(
        [sys.executable, str(REPOSITORY / "scripts" / script), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_marker_of_the_scaffold_is_left() -> None:
    left = [
        str(file.relative_to(REPOSITORY))
        for directory in ("routelint/rules", "fixtures", "tests/proofs", "docs/rules")
        for file in Path(REPOSITORY / directory).rglob("*")
        if file.suffix in (".py", ".md") and "TODO(new rule)" in file.read_text(encoding="utf-8")
    ]
    assert left == []


@pytest.mark.parametrize(
    "slug", sorted(s for s, meta in PIPELINE.items() if meta.fix != "none"), ids=str
)
def test_a_rule_with_a_fix_proves_it(slug: str) -> None:
    frameworks = [framework for rule, framework in PAIRS if rule == slug]
    assert any(p.fixed is not None for f in frameworks for p in proofs_of(slug, f))


@pytest.mark.parametrize(
    "slug", sorted(s for s, meta in PIPELINE.items() if meta.fix == "none"), ids=str
)
def test_a_rule_without_a_fix_proves_none(slug: str) -> None:
    frameworks = [framework for rule, framework in PAIRS if rule == slug]
    assert not any(p.fixed is not None for f in frameworks for p in proofs_of(slug, f))


def test_what_crosses_modules_shows_the_way() -> None:
    """Rules about what several modules do together have a bad form of several modules, whose
    findings name the places in the others."""
    shown = {
        fixture.slug
        for fixture in rule_fixtures()
        if fixture.path.is_dir() and fixture.path.name.startswith("bad")
        for _, file in python_files(fixture.path)
        if any(path for one in read_markers(file).expected for path, _ in one.related)
    }
    assert shown >= {
        "missing-return",
        "send-after-send",
        "next-after-send",
        "hanging-request",
        "misplaced-error-handler",
        "catch-all-before-routes",
        "shadowed-route",
        "duplicate-route",
        "late-registration",
        "middleware-order",
        "unscoped-auth",
        "no-body-limit",
        "unbounded-read",
        "ineffective-limit",
        "cors-wildcard-credentials",
        "swallowed-http-error",
        "unmounted-router",
        "unguarded-sibling",
        "guard-gap",
        "unawaited-guard",
        "blocking-call",
        "unawaited-call",
    }
