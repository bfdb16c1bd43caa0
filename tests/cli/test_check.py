"""`routelint check` from outside: exit codes, streams, options."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from routelint.cli.main import cli
from routelint.frameworks import all_frameworks

REPOSITORY = Path(__file__).resolve().parents[2]
BAD = (
    "from flask import Flask, redirect\n"
    "app = Flask(__name__)\n\n\n"
    "@app.route('/a')\n"
    "def a():\n"
    "    redirect('/login')\n"
    "    return 'x'\n"
)
GOOD = BAD.replace("    redirect('/login')\n", "")
CONCISE = ("--output-format", "concise", "--no-cache")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("FORCE_COLOR", "NO_COLOR", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    (tmp_path / "web.py").write_text(BAD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(args), input=stdin)


def test_findings_are_one_and_name_their_place(project: Path) -> None:
    result = run(*CONCISE)
    assert result.exit_code == 1
    assert result.stdout.startswith("web.py:7:5: RL101 missing-return ")
    assert "Found 1 problem in 1 route, 1 file." in result.stdout
    assert result.stderr == ""


def test_clean_is_zero(project: Path) -> None:
    (project / "web.py").write_text(GOOD, "utf-8")
    result = run(*CONCISE)
    assert (result.exit_code, result.stdout) == (0, "All checks passed! 1 route in 1 file.\n")


def test_no_framework_is_said_plainly(project: Path) -> None:
    (project / "web.py").write_text("x = 1\n", "utf-8")
    result = run(*CONCISE)
    assert result.exit_code == 0
    assert result.stdout.startswith("No web framework found in 1 file: nothing to check.")
    assert all(framework.title in result.stdout for framework in all_frameworks())


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nowhere.py"], "nowhere.py does not exist"),
        (["empty"], "empty holds no Python file"),
        (["web.py", "nowhere.py"], "nowhere.py does not exist"),
        (["--exit-zero", "nowhere.py"], "nowhere.py does not exist"),
        (["--select", "RL999"], "`RL999` names no rule"),
        (["--per-file-ignores", "web.py:RL999"], "`RL999` names no rule"),
        (["--per-file-ignores", "web.py"], "write PATTERN:RULES"),
        (["--config", "selct = []"], "unknown key `selct`; did you mean `select`?"),
        (["--config", "missing.toml"], "neither a file nor valid TOML"),
        (["--output", "yaml"], "no format `yaml`"),
        (["--output-format", "yaml"], "yaml"),
        (["--wrong"], "No such option"),
        (["--fix", "-"], "--fix can't change the standard input"),
    ],
)
def test_usage_and_configuration_errors_are_two(
    project: Path, args: list[str], message: str
) -> None:
    (project / "empty").mkdir()
    result = run("check", "--no-cache", *args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_existing_path_is_linted_beside_a_missing_one(project: Path) -> None:
    assert "RL101" in run(*CONCISE, "web.py", "nowhere.py").stdout


@pytest.mark.parametrize(
    "args",
    [
        ["--exit-zero"],
        ["--ignore", "RL101"],
        ["--ignore", "missing-return"],
        ["--select", "RL2"],
        ["--per-file-ignores", "web.py:RL101"],
        ["--extend-exclude", "web.py"],
    ],
)
def test_options_that_turn_one_into_zero(project: Path, args: list[str]) -> None:
    assert run(*CONCISE).exit_code == 1
    assert run(*CONCISE, *args).exit_code == 0


def test_the_fail_level_changes_the_exit_code_only(project: Path) -> None:
    (project / "web.py").write_text(GOOD + "x = 1  # routelint: ignore[RL101]\n", "utf-8")
    assert run(*CONCISE, "--fail-level", "warning").exit_code == 1
    result = run(*CONCISE, "--fail-level", "error")
    assert (result.exit_code, "RL002" in result.stdout) == (0, True)


def test_the_command_line_replaces_select_and_isolated_forgets_the_file(project: Path) -> None:
    (project / "routelint.toml").write_text('select = ["RL2"]\n', "utf-8")
    assert run(*CONCISE).exit_code == 0
    assert run(*CONCISE, "--extend-select", "RL101").exit_code == 1
    assert run(*CONCISE, "--select", "RL101").exit_code == 1
    assert run(*CONCISE, "--isolated").exit_code == 1


def test_diff_writes_nothing_and_fix_writes(project: Path) -> None:
    shown = run("--no-cache", "--diff", "--unsafe-fixes")
    assert shown.exit_code == 1
    assert "+    return redirect('/login')\n" in shown.stdout
    assert (project / "web.py").read_text("utf-8") == BAD

    assert run(*CONCISE, "--fix").exit_code == 1, "the fix is unsafe"
    assert (project / "web.py").read_text("utf-8") == BAD

    fixed = run(*CONCISE, "--fix", "--unsafe-fixes")
    assert fixed.exit_code == 0
    assert fixed.stdout.startswith("Fixed 1 problem.\n")
    assert "    return redirect('/login')\n" in (project / "web.py").read_text("utf-8")
    again = run("--no-cache", "--diff", "--unsafe-fixes")
    assert (again.exit_code, again.stdout) == (0, "")


def test_stdin_stands_in_for_its_file(project: Path) -> None:
    (project / "web.py").write_text(GOOD, "utf-8")
    result = run(*CONCISE, "-", "--stdin-filename", "web.py", stdin=BAD)
    assert result.exit_code == 1
    assert result.stdout.startswith("web.py:7:5: RL101")


def test_the_diff_of_stdin_is_of_stdin(project: Path) -> None:
    (project / "web.py").write_text("# something else\n", "utf-8")
    args = ("--no-cache", "-", "--stdin-filename", "web.py", "--diff", "--unsafe-fixes")
    result = run(*args, stdin=BAD)
    assert result.exit_code == 1
    assert "-    redirect('/login')\n+    return redirect('/login')\n" in result.stdout
    assert (project / "web.py").read_text("utf-8") == "# something else\n"


def test_stdin_is_never_written_even_when_the_file_says_fix(project: Path) -> None:
    (project / "routelint.toml").write_text("fix = true\nunsafe-fixes = true\n", "utf-8")
    result = run(*CONCISE, "-", "--stdin-filename", "web.py", stdin=BAD)
    assert result.exit_code == 1
    assert (project / "web.py").read_text("utf-8") == BAD


def test_undecodable_stdin_is_an_error(project: Path) -> None:
    result = run(*CONCISE, "-", stdin=b"x = '\xff'\n")
    assert result.exit_code == 2
    assert "standard input: " in result.stderr


def test_a_broken_file_does_not_hide_the_others(project: Path) -> None:
    (project / "old.py").write_text('import flask\nprint "x"\n', "utf-8")
    (project / "latin.py").write_bytes(b"import flask\nx = '\xff'\n")
    result = run(*CONCISE)
    assert result.exit_code == 1
    assert "old.py:2:1: RL001 syntax-error" in result.stdout
    assert "Python 2" in result.stdout
    assert "web.py:7:5: RL101" in result.stdout
    assert "latin.py" in result.stderr


def test_show_files_and_settings(project: Path) -> None:
    (project / "routelint.toml").write_text('ignore = ["RL101"]\n', "utf-8")
    assert run("--show-files").stdout == "web.py\n"
    shown = run("--show-settings").stdout
    assert f"# configuration: {project / 'routelint.toml'}\n" in shown
    assert 'ignore = ["RL101"]\n' in shown


def test_several_outputs(project: Path) -> None:
    result = run("--no-cache", "--output", "json:out.json", "--output", "concise")
    assert "RL101" in result.stdout
    assert json.loads((project / "out.json").read_text("utf-8"))["summary"]["findings"] == 1


def test_statistics_timing_and_quiet(project: Path) -> None:
    assert "     1  RL101  missing-return\n" in run("--no-cache", "--statistics").stdout
    assert "     1  RL101  missing-return\n" in run("--no-cache", "--statistics", ".").stdout
    assert "     1  web.py\n" in run("--no-cache", "--statistics=file").stdout
    assert "ms  rule RL101" in run("--no-cache", "--timing").stderr
    assert len(run(*CONCISE, "-q").stdout.splitlines()) == 1


def test_the_environment_chooses_the_format(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTELINT_OUTPUT_FORMAT", "json")
    assert json.loads(run("--no-cache").stdout)["tool"]["name"] == "routelint"


@pytest.mark.parametrize(
    ("args", "variable", "colored"),
    [
        ([], None, False),
        ([], "FORCE_COLOR", True),
        (["--color", "always"], "NO_COLOR", True),
        (["--color", "never"], "FORCE_COLOR", False),
    ],
)
def test_color(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: list[str],
    variable: str | None,
    colored: bool,
) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")
    assert ("\x1b[" in run(*CONCISE, *args).stdout) is colored


def test_github_writes_the_step_summary(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    result = run("--no-cache", "--output-format", "github")
    assert result.stdout.startswith(f"::error file={project.name}/web.py,line=7,endLine=7,col=5")
    assert "| `web.py:7` |" in (project / "summary.md").read_text("utf-8")


def test_a_command_is_a_command_even_if_a_path_has_its_name(project: Path) -> None:
    (project / "explain").mkdir()
    result = run("explain", "RL101")
    assert result.exit_code == 0
    assert "# RL101 missing-return" in result.stdout
    assert "./explain" in result.stderr


def test_explain(project: Path) -> None:
    found = json.loads(run("explain", "missing-return", "--output-format", "json").stdout)
    assert found["code"] == "RL101"
    assert "## What it does" in found["documentation"]
    assert {"RL001", "RL101"} <= {
        rule["code"]
        for rule in json.loads(run("explain", "--all", "--output-format", "json").stdout)
    }
    assert run("explain", "RL999").exit_code == 2
    assert run("explain").exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(project: Path, shell: str) -> None:
    assert "_ROUTELINT_COMPLETE" in run("completion", shell).stdout


def test_as_a_module_in_a_process_of_its_own(project: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-m", "routelint", *CONCISE, "web.py"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=project,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("web.py:7:5: RL101")
    assert done.stderr == ""


def test_the_command_line_starts_without_libcst() -> None:
    code = (
        "import sys, routelint.cli.main, routelint.config, routelint.output as o; o.writers(); "
        "sys.exit('libcst' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY).returncode == 0
