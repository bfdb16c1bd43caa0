"""Applying: which fixes go together, what is kept, and what is never touched."""

from __future__ import annotations

import codecs
import os
from dataclasses import replace
from pathlib import Path

import pytest

from routelint.findings import Edit, Finding, Fix, Safety, Span
from routelint.fixes import (
    Change,
    DiskFiles,
    FileChangedError,
    MemoryFiles,
    apply_fixes,
    build,
    diff,
    fix_until_stable,
)
from routelint.source.text import SourceText, read_source

VIEW = "def view():\n    redirect('/')  # go\n"


def finding(*changes: Edit | build.Intent, safety: Safety = "safe", line: int = 1) -> Finding:
    path = changes[0].path if changes else "a.py"
    return Finding(
        code="RL101",
        rule="missing-return",
        severity="error",
        confidence="high",
        message="test",
        path=path,
        span=Span(line, 1, line, 2),
        fix=build.fix(safety, "test", *changes),
    )


def returned(path: str = "a.py") -> Finding:
    return finding(build.insert(path, (2, 5), "return "), safety="unsafe", line=2)


def write(directory: Path, text: str | bytes, name: str = "a.py") -> Path:
    path = directory / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_an_unsafe_fix_needs_to_be_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)
    result = apply_fixes([returned()], DiskFiles(tmp_path))
    assert (result.fixed, result.unfixed, result.changes) == ((), (), ())
    assert path.read_text() == VIEW
    result = apply_fixes([returned()], DiskFiles(tmp_path), unsafe=True)
    assert result.fixed == (returned(),)
    assert path.read_text() == "def view():\n    return redirect('/')  # go\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (VIEW.replace("\n", "\r\n").encode(), b"def view():\r\n    return redirect('/')  # go\r\n"),
        (VIEW.replace("\n", "\r").encode(), b"def view():\r    return redirect('/')  # go\r"),
        (
            codecs.BOM_UTF8 + VIEW.encode(),
            codecs.BOM_UTF8 + b"def view():\n    return redirect('/')  # go\n",
        ),
        (
            "def view():  # coding: latin-1 é\n    x\n".encode("latin-1"),
            "def view():  # coding: latin-1 é\n    return x\n".encode("latin-1"),
        ),
        (
            b"def view():\r\n    redirect('/')\nx = 1\r\ny = 2\r",
            b"def view():\r\n    return redirect('/')\nx = 1\r\ny = 2\r",
        ),
        (b"def view():\n\t\t\t\tx\t\ny = 1", b"def view():\n\t\t\t\treturn x\t\ny = 1"),
        (
            "def view():\n\f    é('\u2028')\n".replace("    ", "   ").encode(),
            "def view():\n\f    return é('\u2028')\n".replace("    ", "   ").encode(),
        ),
    ],
    ids=["crlf", "cr", "bom", "latin-1", "mixed", "tabs", "form-feed"],
)
def test_bytes_outside_the_edit_are_kept(tmp_path: Path, raw: bytes, expected: bytes) -> None:
    if raw.startswith(b"def view():  #"):
        # The cookie counts only in a comment line of its own.
        raw, expected = (b"# coding: latin-1\n" + r for r in (raw, expected))
    path = write(tmp_path, raw)
    at = (3 if raw.startswith(b"# coding") else 2, 5)
    result = apply_fixes([finding(build.insert("a.py", at, "return "))], DiskFiles(tmp_path))
    assert len(result.fixed) == 1
    assert path.read_bytes() == expected


def test_a_file_that_would_not_parse_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)
    result = apply_fixes([finding(build.insert("a.py", (2, 8), "return "))], DiskFiles(tmp_path))
    assert [u.reason for u in result.unfixed] == ["the fixed file would not parse"]
    assert path.read_text() == VIEW


def test_new_lines_get_the_line_end_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, b"x = 1\r\ny = 2\r\n")
    apply_fixes([finding(build.insert("a.py", (2, 1), "a = 1\nb = 2\n"))], DiskFiles(tmp_path))
    assert path.read_bytes() == b"x = 1\r\na = 1\r\nb = 2\r\ny = 2\r\n"


def test_a_character_that_the_encoding_lacks_is_not_written(tmp_path: Path) -> None:
    raw = "# coding: latin-1\nx = 'é'\n".encode("latin-1")
    path = write(tmp_path, raw)
    result = apply_fixes([finding(build.insert("a.py", (2, 6), "€"))], DiskFiles(tmp_path))
    assert "lacks a character" in result.unfixed[0].reason
    assert path.read_bytes() == raw


def test_of_two_fixes_at_one_place_the_first_is_applied(tmp_path: Path) -> None:
    path = write(tmp_path, "x = old\n")
    first = finding(build.replace("a.py", Span(1, 5, 1, 8), "new"), line=1)
    second = finding(build.replace("a.py", Span(1, 1, 1, 8), "y = 1"), line=2)
    for order in ([first, second], [second, first]):
        path.write_text("x = old\n")
        result = apply_fixes(order, DiskFiles(tmp_path))
        assert result.fixed == (first,)
        assert [u.reason for u in result.unfixed] == ["another fix changes the same code"]
        assert path.read_text() == "x = new\n"


def test_fixes_that_need_the_same_import_share_it(tmp_path: Path) -> None:
    path = write(tmp_path, "import os\nx = old\ny = old\n")
    new_import = build.add_import("a.py", "flask", "abort")
    findings = [
        finding(build.replace("a.py", Span(n, 5, n, 8), "abort"), new_import, line=n)
        for n in (2, 3)
    ]
    result = apply_fixes(findings, DiskFiles(tmp_path))
    assert len(result.fixed) == 2
    assert path.read_text() == "import os\nfrom flask import abort\nx = abort\ny = abort\n"


def test_fixes_with_the_same_edits_are_applied_once(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)
    result = apply_fixes([returned(), returned()], DiskFiles(tmp_path), unsafe=True)
    assert len(result.fixed) == 2
    assert path.read_text() == "def view():\n    return redirect('/')  # go\n"


def test_a_line_is_not_moved_to_two_places(tmp_path: Path) -> None:
    path = write(tmp_path, "@a\n@b\n@route\ndef view(): ...\n")
    route = Span(3, 2, 3, 7)
    findings = [
        finding(build.move_decorator("a.py", route, Span(n, 2, n, 3), "above"), line=n)
        for n in (1, 2)
    ]
    result = apply_fixes(findings, DiskFiles(tmp_path))
    assert [u.reason for u in result.unfixed] == ["another fix changes the same code"]
    assert path.read_text() == "@route\n@a\n@b\ndef view(): ...\n"


def test_a_fix_in_two_files_is_applied_in_both_or_in_none(tmp_path: Path) -> None:
    a, b = write(tmp_path, "x = 1\n"), write(tmp_path, "y = 1\n", "b.py")
    broken = finding(build.insert("a.py", (1, 6), "0"), build.insert("b.py", (1, 5), "("))
    other = finding(build.insert("a.py", (1, 1), "z = "), line=3)
    result = apply_fixes([broken, other], DiskFiles(tmp_path))
    assert result.fixed == (other,)
    assert (a.read_text(), b.read_text()) == ("z = x = 1\n", "y = 1\n")
    both = finding(build.insert("a.py", (1, 10), "0"), build.insert("b.py", (1, 6), "0"))
    assert apply_fixes([both], DiskFiles(tmp_path)).fixed == (both,)
    assert (a.read_text(), b.read_text()) == ("z = x = 10\n", "y = 10\n")


def test_a_place_that_does_not_exist_is_no_fix(tmp_path: Path) -> None:
    write(tmp_path, "x = 1\n")
    for at in ((9, 1), (1, 9)):
        result = apply_fixes([finding(build.insert("a.py", at, "y"))], DiskFiles(tmp_path))
        assert not result.fixed
        assert result.unfixed[0].reason in ("there is no line 9", "line 1 has no column 9")


def test_a_file_that_was_changed_since_the_analysis_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)
    analysed = {"a.py": read_source(path).digest}
    path.write_text("# new\n" + VIEW)
    result = apply_fixes([returned()], DiskFiles(tmp_path), unsafe=True, digests=analysed)
    assert [u.reason for u in result.unfixed] == ["the file was changed in the meantime"]
    assert path.read_text() == "# new\n" + VIEW


def test_a_file_that_changes_between_reading_and_writing_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)

    class Racing(DiskFiles):
        def read(self, path: str) -> SourceText:
            source = super().read(path)
            (self.root / path).write_text("# saved by an editor\n")
            return source

    with pytest.raises(FileChangedError):
        apply_fixes([returned()], Racing(tmp_path), unsafe=True)
    assert path.read_text() == "# saved by an editor\n"


def test_the_mode_is_kept_and_no_temporary_file_stays(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)
    path.chmod(0o750)
    apply_fixes([returned()], DiskFiles(tmp_path), unsafe=True)
    assert path.stat().st_mode & 0o777 == 0o750
    assert [p.name for p in tmp_path.iterdir()] == ["a.py"]


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)
    path.chmod(0o444)
    result = apply_fixes([returned()], DiskFiles(tmp_path), unsafe=True)
    assert [u.reason for u in result.unfixed] == ["the file is read-only"]
    assert path.read_text() == VIEW


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    target = write(tmp_path, VIEW, "target.py")
    (tmp_path / "a.py").symlink_to(target.name)
    apply_fixes([returned()], DiskFiles(tmp_path), unsafe=True)
    assert (tmp_path / "a.py").is_symlink()
    assert "return redirect" in target.read_text()


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path, VIEW, "outside.py")
    project = tmp_path / "project"
    project.mkdir()
    (project / "a.py").symlink_to(outside)
    result = apply_fixes([returned()], DiskFiles(project), unsafe=True)
    assert [u.reason for u in result.unfixed] == ["the file lies outside the project"]
    assert outside.read_text() == VIEW


def test_when_one_file_can_not_be_replaced_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = write(tmp_path, "x = 1\n"), write(tmp_path, "y = 1\n", "b.py")
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "b.py":
            raise PermissionError("no")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    findings = [finding(build.insert(name, (1, 6), "0")) for name in ("a.py", "b.py")]
    with pytest.raises(PermissionError):
        apply_fixes(findings, DiskFiles(tmp_path))
    assert (a.read_text(), b.read_text()) == ("x = 1\n", "y = 1\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.py", "b.py"]


def test_a_file_without_fixes_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path, VIEW)
    os.utime(path, (1, 1))
    assert not apply_fixes([replace(returned(), fix=None)], DiskFiles(tmp_path)).changes
    assert path.stat().st_mtime == 1


def test_a_file_that_is_not_python_3_is_left_alone(tmp_path: Path) -> None:
    text = "x = 1\nprint 'no Python 3 at all'\n"
    path = write(tmp_path, text)
    result = apply_fixes([finding(build.insert("a.py", (1, 6), "0"))], DiskFiles(tmp_path))
    assert [u.reason for u in result.unfixed] == ["the fixed file would not parse"]
    assert path.read_text() == text


def test_syntax_that_only_libcst_knows_is_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "x = 1\n")

    def older_python(text: str) -> None:
        raise SyntaxError("newer syntax")

    monkeypatch.setattr("routelint.fixes.apply.ast.parse", older_python)
    apply_fixes([finding(build.insert("a.py", (1, 6), "0"))], DiskFiles(tmp_path))
    assert path.read_text() == "x = 10\n"


def rename_once(files: MemoryFiles | DiskFiles) -> list[Finding]:
    """A stand-in for an analysis: a finding for the first `old` that is left."""
    text = files.read("a.py").text
    if "old" not in text:
        return []
    column = text.index("old") + 1
    return [finding(build.replace("a.py", Span(1, column, 1, column + 3), "new"))]


def test_rounds_go_on_until_nothing_is_left(tmp_path: Path) -> None:
    path = write(tmp_path, "old, old, old\n")
    files = DiskFiles(tmp_path)
    result = fix_until_stable(lambda: rename_once(files), files)
    assert path.read_text() == "new, new, new\n"
    assert len(result.fixed) == 3
    assert result.stable
    assert [c.path for c in result.changes] == ["a.py"]
    assert result.changes[0].source.text == "old, old, old\n"
    again = fix_until_stable(lambda: rename_once(files), files)
    assert (again.fixed, again.changes) == ((), ())


def test_rounds_are_limited(tmp_path: Path) -> None:
    write(tmp_path, "old, " * 20 + "\n")
    files = DiskFiles(tmp_path)
    result = fix_until_stable(lambda: rename_once(files), files)
    assert len(result.fixed) == 10
    assert not result.stable


def test_fixes_that_undo_each_other_come_to_an_end(tmp_path: Path) -> None:
    write(tmp_path, "old\n")
    files = DiskFiles(tmp_path)

    def swing() -> list[Finding]:
        new = "new" if files.read("a.py").text == "old\n" else "old"
        return [finding(build.replace("a.py", Span(1, 1, 1, 4), new))]

    assert len(fix_until_stable(swing, files).fixed) <= 3


def test_memory_files_write_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "old\n")
    files = MemoryFiles(tmp_path)
    result = fix_until_stable(lambda: rename_once(files), files)
    assert path.read_text() == "old\n"
    assert files.texts == {"a.py": "new\n"}
    assert diff(result.changes) == "--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-old\n+new\n"


def test_diff_of_a_file_without_a_final_newline(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, "x = 1\ny = 1"))
    shown = diff([Change("a.py", source, "x = 1\ny = 2")])
    end = "\\ No newline at end of file\n"
    assert shown.endswith(f" x = 1\n-y = 1\n{end}+y = 2\n{end}")


def test_diff_without_changes_is_empty() -> None:
    assert diff([]) == ""


def test_the_edits_of_one_fix_must_not_overlap(tmp_path: Path) -> None:
    write(tmp_path, "x = old\n")
    both = Fix(
        "safe",
        "test",
        (Edit("a.py", Span(1, 1, 1, 6), "a"), Edit("a.py", Span(1, 5, 1, 8), "b")),
    )
    result = apply_fixes([replace(finding(), fix=both)], DiskFiles(tmp_path))
    assert [u.reason for u in result.unfixed] == ["the edits of the fix overlap"]
