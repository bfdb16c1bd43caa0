"""The grammar of fixture markers."""

from __future__ import annotations

import pytest

from tests.support.markers import Expected, MarkerError, parse_markers


def test_a_file_without_markers_expects_silence() -> None:
    markers = parse_markers("x = 1  # a comment\n")
    assert markers.found == []


def test_expect() -> None:
    markers = parse_markers("a()\nb()  # expect: RL101, RL105\nc()  # expect:RL203\n")
    assert markers.found == [(2, "RL101"), (2, "RL105"), (3, "RL203")]


def test_the_same_code_twice_counts_twice() -> None:
    assert parse_markers("b()  # expect: RL101, RL101\n").found == [(1, "RL101"), (1, "RL101")]


def test_markers_in_strings_are_text() -> None:
    assert parse_markers("x = '# expect: RL101'\n").found == []


def test_a_marker_may_stand_with_other_comments() -> None:
    text = "b()  # noqa: F401  # expect: RL101\nc()  # expect: RL102  # noqa: E402\n"
    assert parse_markers(text).found == [(1, "RL101"), (2, "RL102")]


def test_carets_pin_the_columns() -> None:
    text = "def f():\n    jsonify()  # expect: RL101\n#   ^^^^^^^^^\n"
    assert parse_markers(text).expected == (Expected(2, "RL101", (5, 14)),)


def test_carets_under_an_indented_comment() -> None:
    text = "if x:\n  y = jsonify()  # expect: RL101\n  #   ^^^^^^^^^\n"
    assert parse_markers(text).expected == (Expected(2, "RL101", (7, 16)),)


def test_related_places() -> None:
    text = "a()  # expect: RL101\n# expect-related: 7\n# expect-related: other.py:3\n"
    assert parse_markers(text).expected == (Expected(1, "RL101", None, (("", 7), ("other.py", 3))),)


def test_todo_markers() -> None:
    markers = parse_markers("a()  # todo-missed: RL101\nb()  # todo-false: RL102\n")
    assert markers.missed == {(1, "RL101")}
    assert markers.found == [(2, "RL102")]


@pytest.mark.parametrize(
    "text",
    [
        "a()  # expect RL101\n",
        "a()  # expect: missing-return\n",
        "a()  # expect:\n",
        "a()  # expects: RL101\n",
        "a()  # Expect: RL101\n",
        "a()  # todo-wrong: RL101\n",
        "a()\n#^^\n",
        "a()  # expect: RL101, RL102\n#^^\n",
        "a()\n# expect-related: 3\n",
        "a()  # expect: RL101\n# expect-related: there\n",
        "a()  # expect: RL101  # todo-missed: RL101\n",
    ],
)
def test_anything_else_is_an_error(text: str) -> None:
    with pytest.raises(MarkerError):
        parse_markers(text)


def test_line_numbers_do_not_depend_on_line_ends() -> None:
    text = "a()\nb()  # expect: RL101\n"
    for end in ("\n", "\r\n", "\r"):
        assert parse_markers(text.replace("\n", end)).found == [(2, "RL101")]
