"""The hooks, run by the real pre-commit in a repository of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.support.fixtures import FIXTURES, REPOSITORY

HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
BAD = FIXTURES / "rules" / "missing-return" / "flask" / "bad.py"
GOOD = FIXTURES / "rules" / "missing-return" / "flask" / "good.py"
AUTHOR = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def run(
    *command: str, cwd: Path, env: Mapping[str, str], check: bool = True
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=dict(env), check=check, capture_output=True, text=True, timeout=300
    )


def repository(path: Path, env: Mapping[str, str]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    run("git", "init", "-q", "-b", "main", cwd=path, env=env)
    return path


def commit(path: Path, env: Mapping[str, str]) -> str:
    run("git", "add", "-A", cwd=path, env=env)
    run("git", "commit", "-q", "-m", "x", cwd=path, env=env)
    return run("git", "rev-parse", "HEAD", cwd=path, env=env).stdout.strip()


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the runs: pre-commit's store lives in a directory of the test."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
    store = str(tmp_path_factory.mktemp("store"))
    return {**kept, **AUTHOR, "PRE_COMMIT_HOME": store, "PRE_COMMIT_COLOR": "never"}


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> tuple[Path, str]:
    """A commit that holds this checkout, as pre-commit would clone it."""
    path = repository(tmp_path_factory.mktemp("routelint"), env)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy2(REPOSITORY / name, path / name)
    shutil.copytree(
        REPOSITORY / "routelint",
        path / "routelint",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    return path, commit(path, env)


@pytest.fixture
def project(tmp_path: Path, hooks: tuple[Path, str], env: dict[str, str]) -> Path:
    """A repository that uses the three hooks, with one clean file in it."""
    path = repository(tmp_path / "project", env)
    config = {
        "repos": [
            {"repo": str(hooks[0]), "rev": hooks[1], "hooks": [{"id": h["id"]} for h in HOOKS]}
        ]
    }
    (path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    shutil.copy2(GOOD, path / "good.py")
    commit(path, env)
    return path


def hook(name: str, project: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "pre_commit", "run", name, "--verbose")
    return run(*command, cwd=project, env=env, check=False)


def test_the_manifest_is_valid() -> None:
    command = (sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    run(*command, cwd=REPOSITORY, env=os.environ)
    assert [h["id"] for h in HOOKS] == ["routelint", "routelint-fix", "routelint-all"]


def test_hooks_report_fix_and_pass(project: Path, env: dict[str, str]) -> None:
    (project / "app.py").write_bytes(BAD.read_bytes())
    run("git", "add", "app.py", cwd=project, env=env)

    reported = hook("routelint", project, env)
    assert reported.returncode == 1, reported.stdout + reported.stderr
    assert "app.py" in reported.stdout
    assert "RL101" in reported.stdout
    assert "good.py" not in reported.stdout
    assert (project / "app.py").read_bytes() == BAD.read_bytes()

    whole = hook("routelint-all", project, env)
    assert whole.returncode == 1
    assert "RL101" in whole.stdout

    fixed = hook("routelint-fix", project, env)
    assert fixed.returncode == 1

    (project / "app.py").write_bytes(GOOD.read_bytes())
    run("git", "add", "app.py", cwd=project, env=env)
    for name in ("routelint", "routelint-fix", "routelint-all"):
        passed = hook(name, project, env)
        assert passed.returncode == 0, passed.stdout + passed.stderr


def test_a_changed_file_is_judged_together_with_the_whole_project(
    project: Path, env: dict[str, str]
) -> None:
    """Only articles.py is given to the hook; that its guards refuse is known from access.py."""
    modules = FIXTURES / "rules" / "missing-return" / "flask" / "bad_helpers"
    (project / "good.py").unlink()
    for file in modules.glob("*.py"):
        shutil.copy2(file, project / file.name)
    commit(project, env)
    with (project / "articles.py").open("a", encoding="utf-8") as file:
        file.write("\n# A comment.\n")
    run("git", "add", "articles.py", cwd=project, env=env)
    reported = hook("routelint", project, env)
    assert reported.returncode == 1, reported.stdout + reported.stderr
    assert "articles.py" in reported.stdout
    assert "access.py" in reported.stdout
    assert "RL101" in reported.stdout
