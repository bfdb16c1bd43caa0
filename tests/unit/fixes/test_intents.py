"""Each intent on the shapes of code that it meets; every result has to parse."""

from __future__ import annotations

import ast

import pytest

from routelint.findings import Edit, Fix, Span
from routelint.fixes import CannotFix, build, materialise
from routelint.fixes.apply import edited
from routelint.source.text import line_starts, source_of_text


def span_of(text: str, part: str, nth: int = 0) -> Span:
    """The 1-based span of the nth occurrence of `part` in `text`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(part, start + 1)
    starts = line_starts(text)

    def position(offset: int) -> tuple[int, int]:
        line = max(i for i, s in enumerate(starts) if s <= offset)
        return line + 1, offset - starts[line] + 1

    return Span(*position(start), *position(start + len(part)))


def applied(text: str, *changes: Edit | build.Intent) -> str:
    fix = materialise(build.fix("safe", "test", *changes), lambda path: text)
    assert not fix.intents
    result = edited(source_of_text(text), fix.edits)
    ast.parse(result)
    return result


@pytest.mark.parametrize(
    ("call", "argument", "expected"),
    [
        ("f(a)", "a", "f()"),
        ("f(a, )", "a", "f( )"),
        ("f(a, b)", "a", "f(b)"),
        ("f(a, b)", "b", "f(a)"),
        ("f(a, b, c)", "b", "f(a, c)"),
        ("f(a, b,)", "b", "f(a,)"),
        ("f(g(x, y), b=[1, 2])", "b=[1, 2]", "f(g(x, y))"),
        ("f(g(x, y), b=[1, 2])", "g(x, y)", "f(b=[1, 2])"),
        ("f('a, b', c=')')", "c=')'", "f('a, b')"),
        ("f(\n    a,\n    b,  # why b\n    c,\n)", "b", "f(\n    a,\n    c,\n)"),
        ("f(\n    a,\n    b\n)", "b", "f(\n    a,\n)"),
        ("f(a,  # why a\n  b)", "a", "f(  # why a\n  b)"),
        ("f(a,  # why a\n  b)", "b", "f(a,  # why a\n  )"),
        ("f(\n    a, b,\n    c,\n)", "b", "f(\n    a, c,\n)"),
        ("f(\r\n    a,\r\n    b,\r\n)", "a", "f(\r\n    b,\r\n)"),
    ],
)
def test_remove_argument(call: str, argument: str, expected: str) -> None:
    text = f"x = {call}\n"
    args = span_of(text, call[1:])
    where = span_of(text, argument)
    assert applied(text, build.remove_argument("a.py", args, where)) == f"x = {expected}\n"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("f()", "f(n=1)"),
        ("f(a)", "f(a, n=1)"),
        ("f(a,)", "f(a, n=1)"),
        ("f(**k)", "f(**k, n=1)"),
        ("f(\n    a,\n    b,\n)", "f(\n    a,\n    b,\n    n=1,\n)"),
        ("f(\n    a,\n    b\n)", "f(\n    a,\n    b,\n    n=1,\n)"),
        ("f(\n    a,\n    b  # why b\n)", "f(\n    a,\n    b,  # why b\n    n=1,\n)"),
        ("f(\n    g(\n        b,\n    ),\n)", "f(\n    g(\n        b,\n    ),\n    n=1,\n)"),
        ("f(a,\n)", "f(a,\n    n=1,\n)"),
        ("f(\r\n\ta,\r\n)", "f(\r\n\ta,\r\n\tn=1,\r\n)"),
        ("f(\n    # nothing yet\n)", "f(n=1\n    # nothing yet\n)"),
    ],
)
def test_add_argument(call: str, expected: str) -> None:
    text = f"x = {call}\n"
    args = span_of(text, call[1:])
    assert applied(text, build.add_argument("a.py", args, "n=1")) == f"x = {expected}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\nb = 2\n", "a = 1\nnew()\nb = 2\n"),
        ("a = 1  # why\nb = 2\n", "a = 1  # why\nnew()\nb = 2\n"),
        ("a = 1", "a = 1\nnew()"),
        ("a = 1; b = 2\n", "a = 1; new(); b = 2\n"),
        ("if x: a = 1\n", "if x: a = 1; new()\n"),
        ("if x:\n\ta = 1\n", "if x:\n\ta = 1\n\tnew()\n"),
        ("def f():\r\n    a = 1\r\n", "def f():\r\n    a = 1\r\n    new()\r\n"),
        ("a = 1\rb = 2\r", "a = 1\rnew()\rb = 2\r"),
    ],
)
def test_add_statement_after(text: str, expected: str) -> None:
    statement = span_of(text, "a = 1")
    assert applied(text, build.add_statement_after("a.py", statement, "new()")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b = 2\na = 1\n", "b = 2\nnew()\na = 1\n"),
        ("# about a\na = 1\n", "# about a\nnew()\na = 1\n"),
        ("b = 2; a = 1\n", "b = 2; new(); a = 1\n"),
        ("if x: a = 1\n", "if x: new(); a = 1\n"),
        ("if x:\r\n  a = 1", "if x:\r\n  new()\r\n  a = 1"),
    ],
)
def test_add_statement_before(text: str, expected: str) -> None:
    statement = span_of(text, "a = 1")
    assert applied(text, build.add_statement_before("a.py", statement, "new()")) == expected


def test_add_several_lines() -> None:
    text = "def f():\n    a = 1\n"
    change = build.add_statement_after("a.py", span_of(text, "a = 1"), "if a:\n    return a")
    assert applied(text, change) == "def f():\n    a = 1\n    if a:\n        return a\n"


def test_several_lines_do_not_fit_behind_a_colon() -> None:
    text = "if x: a = 1\n"
    change = build.add_statement_after("a.py", span_of(text, "a = 1"), "if a:\n    b()")
    with pytest.raises(CannotFix):
        applied(text, change)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b()\na()\nc()\n", "b()\nc()\n"),
        ("def f():\n    a()\n", "def f():\n    pass\n"),
        ("if x: a()\n", "if x: pass\n"),
        ("if x:\n    b()\nelse:\n    a()  # why\n", "if x:\n    b()\nelse:\n    pass  # why\n"),
        ("def f():\n    b()\n    a()  # why\n", "def f():\n    b()\n    # why\n"),
        ("try:\n    b()\nfinally:\n    a()\n", "try:\n    b()\nfinally:\n    pass\n"),
        ("b()\r\na()\r\n", "b()\r\n"),
    ],
)
def test_remove_statement(text: str, expected: str) -> None:
    assert applied(text, build.remove_statement("a.py", span_of(text, "a()"))) == expected


def test_a_statement_that_shares_its_line_is_not_removed() -> None:
    text = "b(); a()\n"
    with pytest.raises(CannotFix):
        applied(text, build.remove_statement("a.py", span_of(text, "a()")))


DECORATED = """\
# about the view
@login_required
# public address
@app.get(
    "/",
)  # the route
def view():
    pass
"""


def test_move_decorator_below() -> None:
    guard, route = span_of(DECORATED, "login_required"), span_of(DECORATED, 'app.get(\n    "/",\n)')
    change = build.move_decorator("a.py", guard, route, "below")
    assert applied(DECORATED, change) == (
        "# about the view\n# public address\n@app.get(\n"
        '    "/",\n)  # the route\n@login_required\ndef view():\n    pass\n'
    )


def test_move_decorator_above_takes_its_comments_along() -> None:
    guard = span_of(DECORATED, "@login_required")
    route = span_of(DECORATED, '@app.get(\n    "/",\n)')
    change = build.move_decorator("a.py", route, guard, "above")
    assert applied(DECORATED, change) == (
        "# about the view\n# public address\n@app.get(\n"
        '    "/",\n)  # the route\n@login_required\ndef view():\n    pass\n'
    )


def test_a_decorator_that_stands_there_is_not_moved() -> None:
    guard, route = span_of(DECORATED, "login_required"), span_of(DECORATED, 'app.get(\n    "/",\n)')
    with pytest.raises(CannotFix):
        applied(DECORATED, build.move_decorator("a.py", route, guard, "below"))


def test_move_decorator_of_a_method_with_crlf() -> None:
    text = "class A:\r\n    @a\r\n    @b\r\n    def f(self):\r\n        pass\r\n"
    first, second = Span(2, 6, 2, 7), Span(3, 6, 3, 7)
    change = build.move_decorator("a.py", first, second, "below")
    moved = "class A:\r\n    @b\r\n    @a\r\n    def f(self):\r\n        pass\r\n"
    assert applied(text, change) == moved


FUNCTIONS = """\
import app


@app.get("/<name>")
def by_name(name):
    return name


# my own page
@app.get("/me")
def me():
    return "me"  # it's me


@app.get("/last")
def last():
    return "last"
"""


def test_move_lines_up_with_the_comment_above() -> None:
    me = span_of(FUNCTIONS, '@app.get("/me")\ndef me():\n    return "me"')
    moved = applied(FUNCTIONS, build.move_lines("a.py", me, 4))
    assert moved == FUNCTIONS.replace(
        '# my own page\n@app.get("/me")\ndef me():\n    return "me"  # it\'s me\n\n\n', ""
    ).replace(
        '@app.get("/<name>")',
        '# my own page\n@app.get("/me")\ndef me():\n    return "me"  # it\'s me\n\n\n'
        '@app.get("/<name>")',
    )


@pytest.mark.parametrize("ending", ["\n", "", "\n\n"])
def test_move_the_last_lines_of_a_file(ending: str) -> None:
    text = FUNCTIONS.rstrip("\n") + ending
    last = span_of(text, '@app.get("/last")\ndef last():\n    return "last"')
    moved = applied(text, build.move_lines("a.py", last, 10))
    body = '@app.get("/last")\ndef last():\n    return "last"\n\n\n# my own page\n'
    assert body in moved
    assert moved.rstrip().endswith("# it's me")
    assert sorted(moved.split()) == sorted(text.split())


def test_lines_are_not_moved_to_another_indentation() -> None:
    text = "class A:\n    def f(self): ...\n\ndef g(): ...\n"
    with pytest.raises(CannotFix):
        applied(text, build.move_lines("a.py", span_of(text, "def g(): ..."), 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\n", "from flask import abort\n\nx = 1\n"),
        ("", "from flask import abort\n\n"),
        ('"""Doc."""\nx = 1\n', '"""Doc."""\n\nfrom flask import abort\nx = 1\n'),
        ("#!/usr/bin/python\nx = 1\n", "#!/usr/bin/python\nfrom flask import abort\n\nx = 1\n"),
        (
            '"""Doc."""\nfrom __future__ import annotations\n',
            '"""Doc."""\nfrom __future__ import annotations\n\nfrom flask import abort\n',
        ),
        ("import os\n\nx = 1\n", "import os\nfrom flask import abort\n\nx = 1\n"),
        ("import os  # why\n", "import os  # why\nfrom flask import abort\n"),
        ("from flask import Flask\n", "from flask import Flask, abort\n"),
        ("from flask import Flask  # why\n", "from flask import Flask, abort  # why\n"),
        ("from flask import Flask as F\n", "from flask import Flask as F, abort\n"),
        ("from flask import (Flask)\n", "from flask import (Flask, abort)\n"),
        (
            "from flask import (\n    Flask,\n    jsonify,\n)\n",
            "from flask import (\n    Flask,\n    jsonify,\n    abort,\n)\n",
        ),
        ("from flask import abort\n", "from flask import abort\n"),
        ("from flask import *\n", "from flask import *\nfrom flask import abort\n"),
        (
            "from flask import Flask, \\\n    jsonify\n",
            "from flask import Flask, \\\n    jsonify\nfrom flask import abort\n",
        ),
        (
            "try:\n    import ujson\nexcept ImportError:\n    ujson = None\n\nx = 1\n",
            "try:\n    import ujson\nexcept ImportError:\n    ujson = None\n"
            "from flask import abort\n\nx = 1\n",
        ),
        ("import os\r\n\r\nx = 1\r\n", "import os\r\nfrom flask import abort\r\n\r\nx = 1\r\n"),
        (
            "def f():\n    from flask import abort\n",
            "from flask import abort\n\ndef f():\n    from flask import abort\n",
        ),
        ("@d\ndef f(): ...\n", "from flask import abort\n\n@d\ndef f(): ...\n"),
    ],
)  # fmt: skip
def test_add_import(text: str, expected: str) -> None:
    assert applied(text, build.add_import("a.py", "flask", "abort")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "from werkzeug.exceptions import abort\n",
        "def abort(): ...\n",
        "abort = 1\n",
        "for abort in (): ...\n",
        "import abort\n",
    ],
)
def test_an_import_never_replaces_another_name(text: str) -> None:
    with pytest.raises(CannotFix):
        applied(text, build.add_import("a.py", "flask", "abort"))


def test_a_fix_without_intents_stays_as_it_is() -> None:
    fix = Fix("safe", "test", (build.insert("a.py", (1, 1), "x"),))
    assert materialise(fix, lambda path: "") is fix
