"""Reading only the slices with a word of the vocabulary finds what reading everything finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import linting
from tests.support.fixtures import all_fixtures, fixture_id

FIXTURES = all_fixtures()
#: `expect` is a word of the vocabulary, as a decorator of Flask-RESTX: markers would have their functions
#: read.
_MARKER = re.compile(rb"#\s*(?:expect|todo)[^\n]*")


@pytest.mark.parametrize("fixture", FIXTURES, ids=fixture_id)
def test_slices_lose_nothing(fixture: Path) -> None:
    texts = {path: _MARKER.sub(b"", text) for path, text in linting.texts_of(fixture).items()}
    sliced, whole = linting.lint_texts(texts), linting.lint_texts(texts, slicing=False)
    assert sliced.findings == whole.findings
    assert sliced.routes == whole.routes


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
    assert sliced.findings == whole.findings


def test_without_a_framework_nothing_is_told() -> None:
    text = _UNREAD["a test for the beginning of a path"][2]
    texts = {"main.py": f"import os\nscope = 1\n{text}".encode()}
    for slicing in (True, False):
        report = linting.lint_texts(texts, slicing=slicing)
        assert (report.findings, report.diagnostics) == ((), ())
