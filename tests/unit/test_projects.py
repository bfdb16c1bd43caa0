"""Which files of a tree are linked with each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routelint import engine
from routelint.config import Config
from routelint.findings.report import Report
from routelint.projects import projects_of
from routelint.source.discover import find_files
from routelint.source.files import Sources

CONFIG = replace(Config(), cache=False, jobs=1)
APP = """\
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def index():
    {call}
    return {{}}
"""
HELPER = "import time\n\n\ndef wait():\n    time.sleep(1)\n"


def tree(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def split(root: Path) -> dict[str, tuple[str, ...]]:
    found = find_files(root)
    return {p.folder: p.files for p in projects_of(found.files, found.projects, Sources(root))}


def places(report: Report) -> list[tuple[str, str, int]]:
    return [(f.code, f.path, f.span.line) for f in report.findings]


@pytest.mark.parametrize(
    "declaring", ["pyproject.toml", "requirements.txt", "setup.py", "setup.cfg"]
)
def test_directories_that_say_what_they_need_are_projects(tmp_path: Path, declaring: str) -> None:
    tree(
        tmp_path,
        {"a/main.py": "", f"a/{declaring}": "", "b/src/main.py": "", f"b/{declaring}": ""},
    )
    (tmp_path / "tool.py").touch()
    own = [declaring] if declaring.endswith(".py") else []
    assert split(tmp_path) == {
        "": ("tool.py",),
        "a": ("a/main.py", *(f"a/{name}" for name in own)),
        "b": (*(f"b/{name}" for name in own), "b/src/main.py")
        if not own
        else ("b/setup.py", "b/src/main.py"),
    }


def test_a_tree_without_them_is_one_project(tmp_path: Path) -> None:
    tree(tmp_path, {"a/main.py": "", "b/main.py": ""})
    assert list(split(tmp_path)) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "import shared.log\n",
        "from shared import log\n",
        "from shared.log import (  # all of it\n    write,\n)\n",
        "if True:\n    import os, shared.log\n",
        'INSTALLED_APPS = ["shared.log"]\n',
        'MIDDLEWARE = ["shared.log.Middleware"]\n',
        'import uvicorn\nuvicorn.run("shared.log:app")\n',
    ],
)
def test_those_that_name_each_other_are_one(tmp_path: Path, text: str) -> None:
    tree(
        tmp_path,
        {
            "libs/setup.cfg": "",
            "libs/src/shared/__init__.py": "",
            "libs/src/shared/log.py": "",
            "services/web/requirements.txt": "",
            "services/web/main.py": text,
            "services/mail/requirements.txt": "",
            "services/mail/main.py": "",
        },
    )
    assert list(split(tmp_path)) == ["libs", "services/mail"]


@pytest.mark.parametrize(
    "text",
    [
        "import shared.missing\n",
        "from shared_things import log\n",
        "import secrets\n",
        "from utils import pages\n",
        'NAMES = ["shared.log"]\n',
        "# from shared import log\n",
    ],
)
def test_other_names_join_nothing(tmp_path: Path, text: str) -> None:
    tree(
        tmp_path,
        {
            "libs/setup.cfg": "",
            "libs/shared/__init__.py": "",
            "libs/shared/log.py": "",
            "libs/secrets.py": "",
            "libs/scripts/utils.py": "",
            "web/requirements.txt": "",
            "web/main.py": text,
        },
    )
    assert list(split(tmp_path)) == ["libs", "web"]


def test_a_part_of_a_package_is_no_project(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "shop/__init__.py": "",
            "shop/payments/__init__.py": "",
            "shop/payments/google/__init__.py": "",
            "shop/payments/google/requirements.txt": "",
            "web/setup.cfg": "",
            "web/main.py": "import google\n",
        },
    )
    assert list(split(tmp_path)) == ["", "web"]


def test_one_of_several_modules_of_a_name_joins_nothing(tmp_path: Path) -> None:
    files = {f"{name}/setup.cfg": "" for name in "abc"}
    files |= {f"{name}/utils/__init__.py": "" for name in "ab"}
    tree(tmp_path, {**files, "c/main.py": "import utils\n"})
    assert list(split(tmp_path)) == ["a", "b", "c"]


def test_what_loads_code_by_name_belongs_to_what_lies_below(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "main.py": "import importlib\nimportlib.import_module(input())\n",
            "plugins/a/setup.py": "",
            "plugins/a/routes.py": "",
        },
    )
    assert list(split(tmp_path)) == [""]


def test_tests_of_one_project_do_not_join_it_to_another(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "a/setup.cfg": "",
            "a/first/__init__.py": "",
            "b/setup.cfg": "",
            "b/second/__init__.py": "",
            "b/tests/test_both.py": "import first\n",
        },
    )
    assert list(split(tmp_path)) == ["a", "b"]


def test_imports_between_projects_are_followed(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "libs/setup.cfg": "",
            "libs/src/shared/__init__.py": "",
            "libs/src/shared/log.py": HELPER,
            "web/requirements.txt": "",
            "web/main.py": APP.format(call="wait()").replace(
                "import time", "from shared.log import wait"
            ),
        },
    )
    assert ("RL601", "web/main.py", 9) in places(engine.analyse(CONFIG, root=tmp_path))


def test_projects_do_not_share_what_they_call_alike(tmp_path: Path) -> None:
    """`helper` is the module beside, whatever others call so."""
    tree(
        tmp_path,
        {
            "a/setup.cfg": "",
            "a/src/helper.py": HELPER,
            "b/setup.cfg": "",
            "b/src/helper.py": "def wait():\n    pass\n",
            "b/src/web/main.py": APP.format(call="wait()").replace(
                "import time", "from helper import wait"
            ),
        },
    )
    found = places(engine.analyse(CONFIG, root=tmp_path))
    assert not [finding for finding in found if finding[0] == "RL601"]


def test_each_has_its_own_versions(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "old/requirements.txt": "fastapi==0.100.0\n",
            "old/main.py": APP.format(call="pass"),
            "new/requirements.txt": "fastapi==0.115.0\n",
            "new/main.py": APP.format(call="pass"),
        },
    )
    report = engine.analyse(CONFIG, root=tmp_path)
    versions = {p.modules[0].path: p.version("fastapi") for p in report.projects}  # type: ignore[attr-defined]
    assert versions == {"old/main.py": (0, 100, 0), "new/main.py": (0, 115, 0)}


def many(root: Path) -> Path:
    """More files than are analysed in one process."""
    files = {}
    for number in range(3):
        files[f"p{number}/setup.cfg"] = ""
        files[f"p{number}/main.py"] = APP.format(call="time.sleep(1)")
        files |= {f"p{number}/more/m{i}.py": f"N = {i}\n" for i in range(100)}
    return tree(root, files)


def test_several_processes_say_the_same(tmp_path: Path) -> None:
    root = many(tmp_path)
    alone = engine.analyse(CONFIG, root=root)
    shared = engine.analyse(replace(CONFIG, jobs=3), root=root)
    assert [place[:2] for place in places(alone) if place[0] == "RL601"] == [
        ("RL601", f"p{number}/main.py") for number in range(3)
    ]
    assert shared.findings == alone.findings
    assert shared.paths == alone.paths
    assert shared.digests == alone.digests
    assert (shared.files, shared.routes) == (alone.files, alone.routes) == (303, 3)
    assert shared.sources.text("p1/main.py") == alone.sources.text("p1/main.py")


def test_a_change_in_one_leaves_the_reports_on_the_others(tmp_path: Path) -> None:
    root = many(tmp_path)
    config = replace(CONFIG, cache=True)
    engine.analyse(config, root=root)
    (root / "p1/main.py").write_text(APP.format(call="pass"), "utf-8")
    again = engine.analyse(config, root=root)
    fresh = engine.analyse(CONFIG, root=root)
    assert again.findings == fresh.findings
    assert set(again.timings.files) <= {"p1/main.py"}


def test_only_what_is_asked_for_is_analysed(tmp_path: Path) -> None:
    root = many(tmp_path)
    report = engine.analyse(CONFIG, root=root, targets=[root / "p2/main.py"])
    assert {path.partition("/")[0] for path in report.timings.files} == {"p2"}
    assert ("RL601", "p2/main.py", 9) in places(report)
