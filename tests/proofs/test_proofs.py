"""Every proof: what clients see of the bad, the good and the fixed form."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.proofs.harness import (
    CLIENTS,
    FIXTURES,
    IMPORT_ERROR,
    Observations,
    Probe,
    Proof,
    observe,
)
from tests.support import linting

HERE = Path(__file__).parent


class Case(NamedTuple):
    framework: str
    slug: str
    form: str
    proof: Proof

    @property
    def directory(self) -> Path:
        return FIXTURES / self.slug / self.framework


def cases() -> Iterator[Case]:
    for framework in sorted(CLIENTS):
        for file in sorted((HERE / framework).glob("*.py")):
            if file.stem == "client":
                continue
            slug = file.stem.replace("_", "-")
            try:
                proofs = importlib.import_module(f"tests.proofs.{framework}.{file.stem}").PROOFS
            except Exception as error:
                # A broken module is one failure; the proofs of the others still run.
                yield Case(framework, slug, "import", Proof(probe=_raising(error), fixture=""))
                continue
            for proof in proofs:
                for form in ("bad", "good", "fixed"):
                    if getattr(proof, form) is not None:
                        yield Case(framework, slug, form, proof)


def _raising(error: Exception) -> Probe:
    def probe(client: object) -> dict[str, object]:
        raise error

    return probe


def case_id(case: Case) -> str:
    name = case.proof.corrected_name if case.form == "good" else case.proof.fixture
    fixed = "-fixed" if case.form == "fixed" else ""
    return f"{case.slug}-{case.framework}-{name}{fixed}"


@pytest.mark.parametrize("case", list(cases()), ids=case_id)
def test_proof(case: Case, tmp_path: Path) -> None:
    proof = case.proof
    if case.form == "import":
        proof.probe(None)
    if case.form == "good":
        path = case.directory / proof.corrected_name
    elif case.form == "bad":
        path = case.directory / proof.fixture
    else:
        path = linting.isolated_copy(case.directory / proof.fixture, tmp_path)
        linting.fix(path)
    expected: Observations = getattr(proof, case.form)
    if not proof.loads:
        assert proof.probe(path) == dict(expected)
        return
    seen = observe(path, case.framework, proof.probe, may_fail=IMPORT_ERROR in expected)
    assert seen == dict(expected)
