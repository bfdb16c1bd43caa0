"""Facts of whole projects: gate, cache, process pool, later needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import flask
import pytest

from routelint.facts import workers
from routelint.facts.cache import FactsCache
from routelint.facts.loader import FactsLoader
from routelint.model import ir
from routelint.model.facts import FileFacts
from routelint.source.discover import find_files
from routelint.source.files import Sources
from routelint.source.vocabulary import Vocabulary
from tests.unit.facts.plain import plain

WORDS = Vocabulary({"flask", "Flask", "route", "request"})
APP = (
    "from flask import Flask\nimport helper\napp = Flask(__name__)\nlimit = 3\n"
    "@app.route('/')\ndef index(): return helper.show()\n"
)
HELPER = "def show(): return hide()\ndef hide(): return 1\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "app.py").write_text(APP, "utf-8")
    (root / "helper.py").write_text(HELPER, "utf-8")
    return root


def load(root: Path, *, cache: bool = True, processes: int = 1) -> FactsLoader:
    return FactsLoader(
        Sources(root),
        find_files(root).files,
        WORDS,
        cache=FactsCache(root / ".routelint_cache", WORDS.digest) if cache else None,
        processes=processes,
    )


def snapshot(loader: FactsLoader) -> dict[str, object]:
    result: dict[str, object] = {}
    for path in loader.matched():
        facts = loader.facts(path)
        assert facts is not None
        result[path] = (
            facts.path,
            facts.outline,
            plain(tuple(sorted(facts.lowered.items())), spans=True),
        )
    return result


def no_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("something was extracted")

    monkeypatch.setattr(workers, "extract", refuse)


def test_the_gate_refuses_files_without_vocabulary(project: Path) -> None:
    loader = load(project)
    assert loader.paths() == ["app.py", "helper.py"]
    assert loader.matched() == ["app.py"]


def test_refused_files_have_an_outline_on_demand(project: Path) -> None:
    loader = load(project)
    facts = loader.facts("helper.py")
    assert facts is not None
    assert [part.names for part in facts.outline] == [("show",), ("hide",)]
    assert facts.lowered == {}
    (function,) = loader.lower("helper.py", 1)
    assert isinstance(function, ir.Function)
    assert function.name == "hide"
    assert list(facts.lowered) == [1]
    assert loader.lower("helper.py", 1) == (function,)


def test_unknown_things(project: Path) -> None:
    loader = load(project)
    assert loader.facts("nope.py") is None
    assert loader.lower("nope.py", 0) == ()
    assert loader.lower("app.py", 99) == ()


def test_a_warm_run_extracts_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = snapshot(load(project))
    no_extraction(monkeypatch)
    loader = load(project)
    assert snapshot(loader) == cold
    assert loader.diagnostics() == []


def test_later_needs_are_kept_too(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(project)
    first.lower("helper.py", 0)
    first.lower("app.py", 3)
    first.save()
    second = load(project)
    for path, index in (("helper.py", 0), ("app.py", 3)):
        facts = second.facts(path)
        assert facts is not None
        assert index in facts.lowered


WARM = """\
import sys
from pathlib import Path
from tests.unit.test_engine_cache import load, snapshot
loader = load(Path(sys.argv[1]))
snapshot(loader)
loader.lower("helper.py", 0)
loader.save()
print("libcst" in sys.modules)
"""


def test_libcst_is_imported_for_newer_syntax_only(project: Path) -> None:
    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-c", WARM, str(project)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        return done.stdout.strip()

    assert run() == "False"
    assert run() == "False"


def test_a_changed_file_is_read_again(project: Path) -> None:
    load(project).save()
    (project / "app.py").write_text(APP + "@app.route('/x')\ndef x(): pass\n", "utf-8")
    facts = load(project).facts("app.py")
    assert facts is not None
    assert facts.outline[-1].names == ("x",)
    assert facts.outline[-1].index in facts.lowered


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\x80\x05."])
def test_damaged_entries_are_read_again(project: Path, damage: bytes) -> None:
    cold = snapshot(load(project))
    entries = [p for p in (project / ".routelint_cache").rglob("*") if p.name != ".gitignore"]
    files = [p for p in entries if p.is_file()]
    assert files
    for entry in files:
        entry.write_bytes(damage)
    loader = load(project)
    assert snapshot(loader) == cold
    loader.save()
    assert all(entry.read_bytes() != damage for entry in files)


def test_equal_files_share_an_entry_but_not_their_path(project: Path) -> None:
    (project / "copy.py").write_text(APP, "utf-8")
    for _ in range(2):
        loader = load(project)
        facts = [loader.facts(path) for path in ("app.py", "copy.py")]
        assert [f.path for f in facts if f is not None] == ["app.py", "copy.py"]


def test_the_cache_ignores_itself_and_is_no_part_of_the_project(project: Path) -> None:
    load(project).save()
    assert (project / ".routelint_cache/.gitignore").read_text() == "*\n"
    assert find_files(project).files == ("app.py", "helper.py")


def test_a_read_only_project_is_analysed(project: Path) -> None:
    (project / ".routelint_cache").write_text("in the way")
    loader = load(project)
    assert loader.matched() == ["app.py"]
    assert loader.facts("app.py") is not None
    loader.save()


def test_what_can_not_be_read_is_said(project: Path) -> None:
    (project / "latin.py").write_bytes(b"import flask\nx = '\xff'\n")
    (project / "wide.py").write_bytes("x = 1\n".encode("utf-16"))
    (project / "broken.py").write_bytes(b"import flask\ndef f(:\n")
    for _ in range(2):
        loader = load(project)
        for path in loader.matched():
            loader.facts(path)
        assert [(d.kind, d.path) for d in loader.diagnostics()] == [
            ("encoding", "latin.py"),
            ("encoding", "wide.py"),
        ]
        broken = loader.facts("broken.py")
        assert broken is not None
        assert broken.problem is not None
        assert broken.problem.span.line == 2
        assert loader.facts("app.py") is not None


def test_texts_that_stand_in_for_files(project: Path) -> None:
    loader = FactsLoader(
        Sources(project, {"app.py": "import flask\ndef unsaved(): flask\n", "new.py": "route"}),
        ["app.py", "helper.py", "new.py"],
        WORDS,
        processes=1,
    )
    assert loader.matched() == ["app.py", "new.py"]
    facts = loader.facts("app.py")
    assert facts is not None
    assert facts.outline[-1].names == ("unsaved",)


def test_without_slicing_everything_is_read(project: Path) -> None:
    loader = FactsLoader(
        Sources(project), ["app.py", "helper.py"], WORDS, processes=1, everything=True
    )
    assert loader.matched() == ["app.py", "helper.py"]
    facts = loader.facts("helper.py")
    assert facts is not None
    assert sorted(facts.lowered) == [0, 1]


# --- several processes ----------------------------------------------------------------------------
FLASK = Path(flask.__file__).parent


def test_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = snapshot(load(FLASK, cache=False, processes=1))
    monkeypatch.setattr(workers, "_MANY_FILES", 1)
    together = snapshot(load(FLASK, cache=False, processes=2))
    assert together == alone
    assert len(alone) > 10


class DyingPool(workers.ProcessPoolExecutor):
    """Kills its workers; how many pools do is set by each test."""

    deaths = 0

    def submit(self, function: object, /, *args: object) -> object:  # type: ignore[override]
        if DyingPool.deaths > 0:
            return super().submit(os._exit, 1)  # type: ignore[arg-type]
        return super().submit(function, *args)  # type: ignore[arg-type]

    def __exit__(self, *exc: object) -> None:  # type: ignore[override]
        super().__exit__(None, None, None)
        DyingPool.deaths -= 1


def test_a_killed_worker_is_no_loss(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = snapshot(load(project, cache=False))
    monkeypatch.setattr(workers, "_MANY_FILES", 0)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", DyingPool)
    monkeypatch.setattr(DyingPool, "deaths", 1)
    assert snapshot(load(project, cache=False, processes=2)) == expected


def test_a_file_that_kills_its_worker_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "z.py").write_text("import flask\n")
    monkeypatch.setattr(workers, "_MANY_FILES", 0)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", DyingPool)
    monkeypatch.setattr(DyingPool, "deaths", 2)
    loader = load(project, processes=2)
    (problem,) = loader.diagnostics()
    assert (problem.kind, problem.path) == ("internal-error", "app.py")
    assert loader.facts("app.py") is None
    assert loader.facts("z.py") is not None


def test_a_crash_in_one_file_leaves_the_others(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = workers.extract

    def extract(path: str, *args: object, **kwargs: object) -> FileFacts:
        if path == "bad.py":
            raise ValueError("boom")
        return real(path, *args, **kwargs)  # type: ignore[arg-type]

    (project / "bad.py").write_text("import flask\n")
    monkeypatch.setattr(workers, "extract", extract)
    loader = load(project)
    assert loader.facts("app.py") is not None
    assert loader.facts("bad.py") is None
    (problem,) = loader.diagnostics()
    assert (problem.kind, problem.path) == ("internal-error", "bad.py")
    assert "boom" in problem.message


@pytest.mark.parametrize(
    "code",
    [
        "import flask\nx = " + " + ".join(["a"] * 2000) + "\n",
        "import flask\nx = a" + ".b" * 2000 + "\n",
        "import flask\nx = a" + "()" * 1500 + "\n",
        "import flask\nx = (" + " 'a'\n" * 3000 + ")\n",
        "import flask\nx = 1" + " if a else 2" * 1000 + "\n",
        "import flask\nif a: pass\n" + "elif b: pass\n" * 1500,
        "import flask\nx = " + "not " * 2000 + "a\n",
        "import flask\nx = " + "[" * 150 + "]" * 150 + "\n",
        "import flask\nx = " + "(" * 5000 + ")" * 5000 + "\n",
        "import flask\nx = t''\ny = " + "lambda: " * 100_000 + "1\n",
    ],
)
def test_deep_nesting_crashes_nothing(tmp_path: Path, code: str) -> None:
    (tmp_path / "deep.py").write_text(code)
    (tmp_path / "fine.py").write_text("import flask\n")
    loader = load(tmp_path)
    facts = loader.facts("deep.py")
    assert facts is not None or loader.diagnostics()
    assert facts is None or facts.problem is not None or facts.lowered
    assert loader.facts("fine.py") is not None
