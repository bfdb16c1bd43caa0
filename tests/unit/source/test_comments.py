"""Comments that talk to routelint, and text that only looks like them."""

from __future__ import annotations

import pytest

from routelint.source.comments import comments

IGNORE = "# routelint: ignore[RL101] because"


def test_place_and_text() -> None:
    (found,) = comments(f"a = 1\nb = 2  {IGNORE}\n")
    assert found == (2, 8, 8 + len(IGNORE), IGNORE, False)


def test_a_line_of_its_own() -> None:
    (found,) = comments(f"def f():\n    {IGNORE}\n    pass\n")
    assert found.own_line
    assert found.column == 5


@pytest.mark.parametrize(
    "text", ["# noqa: RL101", "# NOQA:E501,RL1", "#routelint:ignore[x]", "# x # noqa: RL2"]
)
def test_addressed(text: str) -> None:
    (found,) = comments(f"x = 1  {text}\n")
    assert found.text == text


@pytest.mark.parametrize(
    "code",
    [
        "x = '# noqa: RL101'\n",
        f'x = """\n{IGNORE}\n"""\n',
        "x = 1  # about routelint\n",
        "x = 1  # noqa\n",
        "x = 1  # noqa: E501\n",
        "x = 1  # noqanything: RL101\n",
        "routelint: int = 1\n",
        "",
    ],
)
def test_not_addressed(code: str) -> None:
    assert comments(code) == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(newline: str) -> None:
    code = f"a = 1{newline}b = '''{newline}'''{newline}{IGNORE}{newline}c = 1"
    (found,) = comments(code)
    assert found == (4, 1, 1 + len(IGNORE), IGNORE, True)


def test_columns_count_code_points() -> None:
    (found,) = comments(f"x = 'ä😀'  {IGNORE}\n")
    assert found.column == 11


@pytest.mark.parametrize(
    "code",
    [f"x = (\ny = 1  {IGNORE}\n", f"  x\n y  {IGNORE}\n", f"x = '''\ny = 1  {IGNORE}\n"],
)
def test_text_that_can_not_be_tokenized(code: str) -> None:
    assert [c.text for c in comments(code)] == [IGNORE]
