"""The cache gives back what was put in, and builds nothing else."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

import pytest

from routelint.cache import entries as entries_module
from routelint.facts.cache import FactsCache, dumps, loads
from routelint.facts.extract import extract
from routelint.model.facts import FileFacts
from routelint.source.text import source_of_text
from routelint.source.vocabulary import Vocabulary
from tests.unit.facts.plain import plain

CODE = """\
from flask import Flask
app = Flask(__name__)
class A:
    x = 1, 2.5, 3j, b'x', ..., None, True, f'{y}'
    def m(self, *, k: int = 1): return lambda q: [z async for z in q]
match a:
    case {"k": v}: pass
try: raise X from Y
except E as e: del f[1:2]
"""


def facts_of(code: str = CODE) -> FileFacts:
    return extract("a.py", source_of_text(code), Vocabulary(()), everything=True)


def test_facts_survive() -> None:
    facts = facts_of()
    again = loads(dumps(facts))
    assert again is not None
    assert again.outline == facts.outline
    assert again.digest == facts.digest
    assert plain(tuple(again.lowered.items()), spans=True) == plain(
        tuple(facts.lowered.items()), spans=True
    )


def test_problems_survive() -> None:
    facts = facts_of("def f(:\n")
    again = loads(dumps(facts))
    assert again is not None
    assert again.problem == facts.problem
    assert again.problem is not None


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.system, ("exit 1",))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"garbage",
        dumps(FileFacts("a.py", "x"))[:-5],
        pickle.dumps(Evil()),
        pickle.dumps({"a": 1}),
        pickle.dumps(FileFacts("a.py", "x", lowered=Evil())),  # type: ignore[arg-type]
        pickle.dumps(FileFacts("a.py", "x", lowered=[])),  # type: ignore[arg-type]
        pickle.dumps(Path("/")),
        pickle.dumps(eval),
    ],
)
def test_other_bytes_are_refused(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "system", lambda command: pytest.fail("code was run"))
    assert loads(raw) is None


def test_store_and_load(tmp_path: Path) -> None:
    cache = FactsCache(tmp_path / "cache", "v1")
    assert cache.load("abc") is None
    cache.store("abc", b"1")
    assert cache.load("abc") == b"1"
    assert (tmp_path / "cache/.gitignore").read_text() == "*\n"
    assert FactsCache(tmp_path / "cache", "v1").load("abc") == b"1"


def test_another_state_is_another_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FactsCache(tmp_path, "v1").store("abc", b"1")
    assert FactsCache(tmp_path, "v2").load("abc") is None
    assert FactsCache(tmp_path, "v1", everything=True).load("abc") is None
    monkeypatch.setattr(entries_module.routelint, "__version__", "99")
    assert FactsCache(tmp_path, "v1").load("abc") is None


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = FactsCache(tmp_path / "file", "v1")
    cache.store("abc", b"1")
    cache.prune()
    assert cache.load("abc") is None


def test_pruning_keeps_what_was_used(tmp_path: Path) -> None:
    old = FactsCache(tmp_path, "v1")
    for number in range(300):
        old.store(f"old{number}", b"")
    stale = tmp_path / "stale"
    stale.mkdir()
    os.utime(stale, (time.time() - 10**7,) * 2)
    cache = FactsCache(tmp_path, "v1")
    cache.store("new", b"1")
    cache.prune()
    assert cache.load("new") == b"1"
    assert cache.load("old1") is None
    assert not stale.exists()
