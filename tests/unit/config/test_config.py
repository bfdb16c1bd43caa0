"""Configuration files, selectors, versions of dependencies."""

from __future__ import annotations

from pathlib import Path

import pytest

from routelint.config import Config, ConfigError, find_root, load_config
from routelint.config.load import parse_override
from routelint.config.selectors import Entry, matches, selected
from routelint.config.versions import target_versions

CATALOGUE: list[Entry] = [
    ("RL101", "missing-return", True, False),
    ("RL102", "send-after-send", True, False),
    ("RL201", "unscoped-auth", True, False),
    ("RL202", "opt-in-rule", False, False),
    ("RL301", "new-rule", False, True),
]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_order_of_files_in_one_directory(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.routelint]\n")
    assert find_root(tmp_path) == (tmp_path.resolve(), tmp_path.resolve() / "pyproject.toml")
    write(tmp_path / "routelint.toml", "")
    assert find_root(tmp_path)[1] == tmp_path.resolve() / "routelint.toml"
    write(tmp_path / ".routelint.toml", "")
    assert find_root(tmp_path)[1] == tmp_path.resolve() / ".routelint.toml"


def test_the_closest_file_wins_and_a_pyproject_without_table_is_only_a_root(
    tmp_path: Path,
) -> None:
    outer = write(tmp_path / "routelint.toml", "")
    inner = write(tmp_path / "a" / "pyproject.toml", "[project]\nname = 'x'\n")
    file = write(tmp_path / "a" / "b" / "web.py", "")
    assert find_root(file) == (tmp_path.resolve(), outer.resolve())
    outer.unlink()
    assert find_root(file) == (inner.parent.resolve(), None)


def test_keys_are_written_with_dashes(tmp_path: Path) -> None:
    file = write(
        tmp_path / "routelint.toml",
        'extend-select = ["RL3"]\nrespect-gitignore = false\njobs = 2\nbody-limit = "proxy"\n'
        '[per-file-ignores]\n"tests/*" = ["ALL"]\n[target-versions]\nfastapi = "0.115"\n',
    )
    assert load_config(file) == Config(
        extend_select=("RL3",),
        respect_gitignore=False,
        jobs=2,
        body_limit="proxy",
        per_file_ignores={"tests/*": ("ALL",)},
        target_versions={"fastapi": "0.115"},
    )


def test_extend_is_overridden_key_by_key(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", 'select = ["RL1"]\nignore = ["RL101"]\n')
    file = write(tmp_path / "sub" / "routelint.toml", 'extend = "../base.toml"\nselect = ["RL2"]\n')
    config = load_config(file, {"jobs": 3})
    assert (config.select, config.ignore, config.jobs) == (("RL2",), ("RL101",), 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "unknown key `selct`; did you mean `select`?"),
        ("per_file_ignores = {}", "did you mean `per-file-ignores`?"),
        ("select = 'RL1'", "`select` must be a list of strings, not a string"),
        ("fix = 1", "`fix` must be true or false, not a number"),
        ("jobs = true", "`jobs` must be a number, not true or false"),
        ("per-file-ignores = []", "`per-file-ignores` must be a table, not a list"),
        ("min-severity = 'loud'", "`min-severity` must be one of info, warning, error"),
        ("extend = 'nowhere.toml'", "names nowhere.toml, which does not exist"),
        ("extend = 'routelint.toml'", "leads back to itself"),
        ("select = [", "not valid TOML"),
    ],
)
def test_errors_name_the_file_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    file = write(tmp_path / "routelint.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    assert "routelint.toml: " in str(caught.value)
    assert message in str(caught.value)


def test_an_override_is_checked_like_a_file() -> None:
    assert parse_override('public-paths = ["/health"]') == {"public_paths": ("/health",)}
    with pytest.raises(ConfigError, match="unknown key"):
        parse_override("wrong = 1")


@pytest.mark.parametrize(
    ("config", "codes"),
    [
        (Config(), "RL101 RL102 RL201"),
        (Config(select=("RL1",)), "RL101 RL102"),
        (Config(select=("unscoped-auth",)), "RL201"),
        (Config(select=("ALL",)), "RL101 RL102 RL201 RL202"),
        (Config(select=("ALL",), preview=True), "RL101 RL102 RL201 RL202 RL301"),
        (Config(select=("RL301",)), "RL301"),
        (Config(extend_select=("RL202",)), "RL101 RL102 RL201 RL202"),
        (Config(ignore=("RL1",)), "RL201"),
        (Config(select=("RL101",), ignore=("RL1",)), "RL101"),
        (Config(select=("RL1",), ignore=("RL101",)), "RL102"),
        (Config(select=("RL101",), ignore=("missing-return",)), ""),
        (Config(ignore=("ALL",)), ""),
    ],
)
def test_the_more_specific_selector_wins(config: Config, codes: str) -> None:
    assert selected(CATALOGUE, config) == frozenset(codes.split())


@pytest.mark.parametrize(
    "config",
    [
        Config(select=("RL9",)),
        Config(extend_select=("R",)),
        Config(ignore=("missing-retrun",)),
        Config(per_file_ignores={"a.py": ("RL9",)}),
    ],
)
def test_a_selector_that_names_no_rule_is_an_error(config: Config) -> None:
    with pytest.raises(ConfigError, match="names no rule"):
        selected(CATALOGUE, config)


def test_a_slug_is_matched_as_a_whole() -> None:
    assert matches("missing-return", "RL101", "missing-return")
    assert not matches("missing", "RL101", "missing-return")


def test_versions_come_from_dependencies_and_the_configuration_wins(tmp_path: Path) -> None:
    write(tmp_path / "requirements.txt", "fastapi[all]==0.115.6\nDjango>=4.2,<5\nflask\n")
    write(
        tmp_path / "pyproject.toml",
        '[tool.poetry.dependencies]\nstarlette = "^0.40"\n'
        '[project]\ndependencies = [\n  "uvicorn>=0.30",\n]\n',
    )
    found = target_versions(tmp_path, Config(target_versions={"django": "5.2"}))
    assert found["fastapi"] == (0, 115, 6)
    assert found["django"] == (5, 2)
    assert found["starlette"] == (0, 40)
    assert found["uvicorn"] == (0, 30)
    assert "flask" not in found
