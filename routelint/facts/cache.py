"""The facts of files kept between runs, by content."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from routelint.cache.entries import Entries, state_of
from routelint.cache.pickles import Reader, dumps
from routelint.findings import finding as finding_module
from routelint.model import facts as facts_module
from routelint.model import ir
from routelint.model.facts import FileFacts

__all__ = ["FactsCache", "dumps", "loads"]

_READER = Reader((finding_module, facts_module, ir))


def loads(raw: bytes) -> FileFacts | None:
    """The facts in `raw`; None when it holds anything else."""
    facts = _READER.loads(raw)
    if not isinstance(facts, FileFacts) or not isinstance(facts.lowered, dict):
        return None
    return facts


class FactsCache(Entries):
    """One entry for each content."""

    def __init__(
        self, directory: Path, vocabulary_digest: str, *, everything: bool = False, spare: int = 200
    ) -> None:
        try:
            libcst = version("libcst")
        except PackageNotFoundError:
            libcst = ""
        parts = (libcst, vocabulary_digest, str(everything))
        super().__init__(directory, state_of(parts, ("facts", "source", "model")), spare=spare)
