"""What is left out changes nothing: the tables of frameworks that no file mentions, and the slices
without a word of the others."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

import pytest

from routelint.findings.report import Report
from tests.support import linting
from tests.support.fixtures import all_fixtures, fixture_id

FIXTURES = all_fixtures()


def without_comments(raw: bytes) -> bytes:
    """The file with blanks for its comments: the words in them are not those of the code."""
    text = raw.decode("utf-8", "surrogateescape")
    lines = text.splitlines(keepends=True)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline="").readline))
    except (tokenize.TokenError, SyntaxError):
        return raw
    for token in tokens:
        if token.type == tokenize.COMMENT and token.end[0] <= len(lines):
            row, (start, end) = token.start[0] - 1, (token.start[1], token.end[1])
            lines[row] = lines[row][:start] + " " * (end - start) + lines[row][end:]
    return "".join(lines).encode("utf-8", "surrogateescape")


def found(report: Report) -> list[tuple[str, str, int, int]]:
    """All findings about code, also those that a comment silences."""
    findings = (*report.findings, *report.suppressed)
    return sorted(
        (f.path, f.code, *f.span.start) for f in findings if not f.code.startswith("RL00")
    )


@pytest.mark.parametrize("fixture", FIXTURES, ids=fixture_id)
def test_nothing_is_lost(fixture: Path) -> None:
    texts = {
        path: without_comments(raw) if path.endswith(".py") else raw
        for path, raw in linting.texts_of(fixture).items()
    }
    sliced, whole = linting.lint_texts(texts), linting.lint(fixture, slicing=False)
    assert found(sliced) == found(whole)
    assert sliced.routes == whole.routes


def test_comments_become_blanks() -> None:
    code = b"a = '# text'  # expect: RL101\n# all\nb = 1\n"
    assert without_comments(code) == b"a = '# text'                 \n     \nb = 1\n"


#: Shapes of mistakes in functions and statements that have no word of any framework.
_FRAMES = {
    "flask": """from __future__ import annotations

from flask import Flask, jsonify

site = Flask(__name__)
""",
    "falcon": """from __future__ import annotations

import falcon

app = falcon.App()
""",
    "flask_restful": """from __future__ import annotations

from flask import Flask
from flask_restful import Api, Resource, reqparse

app = Flask(__name__)
api = Api(app)
parser = reqparse.RequestParser()
""",
}
_UNREAD = {
    "a test for the beginning of a path": (
        "RL508",
        "flask",
        """
def keep(root, name):
    path = os.path.realpath(os.path.join(root, name))
    if not path.startswith(os.path.realpath(root)):
        raise ValueError(name)
    return path
""",
    ),
    "a method in a class in a function": (
        "RL508",
        "flask",
        """
def make():
    class Store:
        def keep(self, name):
            path = os.path.abspath(name)
            assert path.startswith(os.path.abspath("."))

    return Store()
""",
    ),
    "a dropped answer with a status": (
        "RL101",
        "flask",
        """
def refusal(text):
    return jsonify(error=text), 403


def check(number):
    if number > 3:
        refusal("too many")
""",
    ),
    "a dropped answer that has a name": (
        "RL101",
        "flask",
        """
def refusal(text):
    answer = jsonify(error=text)
    return answer


def check(number):
    if number > 3:
        refusal("too many")
""",
    ),
    "a function of a library by its own name": (
        "RL507",
        "flask",
        """
from jwt import encode


def told(name):
    return encode({"name": name}, "kp2Jx9vQ71mZ")
""",
    ),
    "a class of a library with a common name": (
        "RL507",
        "flask",
        """
from itsdangerous import Signer


def sign(text):
    return Signer("kp2Jx9vQ71mZ").sign(text)
""",
    ),
    "a decorator that lacks its call": (
        "RL209",
        "flask",
        """
@site.get
def bread():
    return "bread"
""",
    ),
    "a method that drops what the one above it answers": (
        "RL101",
        "flask",
        """
from flask import redirect, session


class Page:
    def load(self):
        if "user" not in session:
            return redirect("/login")


class Orders(Page):
    def load(self):
        Page.load(self)
        self.rows = [1, 2]
""",
    ),
    "an exception that handles itself": (
        "RL803",
        "falcon",
        """
class NoWindError(Exception):
    @staticmethod
    def handle(req, resp, ex, params):
        resp.media = {"error": "no wind"}
""",
    ),
    "a parser that a module makes": (
        "RL703",
        "flask_restful",
        """
parser.add_argument("archived", type=bool, location="args")
""",
    ),
    "a parser that a function makes": (
        "RL703",
        "flask_restful",
        """
def declare():
    parser.add_argument("archived", type=bool, location="args")
""",
    ),
}


@pytest.mark.parametrize("shape", _UNREAD)
def test_what_needs_no_word_is_found(shape: str) -> None:
    code, frame, text = _UNREAD[shape]
    texts = {"main.py": f"import os\n{_FRAMES[frame]}\n{text}".encode()}
    sliced, whole = linting.lint_texts(texts), linting.lint_texts(texts, slicing=False)
    assert code in {finding.code for finding in sliced.findings}
    assert found(sliced) == found(whole)


def test_without_a_framework_nothing_is_told() -> None:
    text = _UNREAD["a test for the beginning of a path"][2]
    texts = {"main.py": f"import os\nscope = 1\n{text}".encode()}
    for slicing in (True, False):
        report = linting.lint_texts(texts, slicing=slicing)
        assert (report.findings, report.diagnostics) == ((), ())
