"""Which frameworks' tables a program has to do with, by its text."""

from __future__ import annotations

import pytest

from routelint.frameworks import _signs

ALWAYS = {"asgi", "wsgi"}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        (b"", set()),
        (b"import bottle\n", {"bottle"}),
        (b"import os, bottle as web\n", {"bottle"}),
        (b"import os, \\\n    bottle\n", {"bottle"}),
        (b"try: from bottle import route\nexcept ImportError: pass\n", {"bottle"}),
        (b"    from flask_login import current_user\n", {"flask"}),
        (b"from werkzeug.utils import secure_filename\n", {"flask"}),
        (b"from fastapi import FastAPI\n", {"fastapi", "starlette"}),
        (b"from flask_restx import Api\n", {"flask", "flask_restx"}),
        (b"from http.server import BaseHTTPRequestHandler\n", {"http_server"}),
        (b"from http import server\n", {"http_server"}),
        (b'INSTALLED_APPS = ["rest_framework"]\n', {"django", "drf"}),
        (b'UNITS = ["bottle", "quart", "flask"]\n', set()),
        (b'"""A tornado, a falcon and a ninja."""\n', set()),
    ],
)
def test_signs(text: bytes, slugs: set[str]) -> None:
    assert _signs.mentioned([text]) == slugs | ALWAYS


def test_all_files_count() -> None:
    found = _signs.mentioned([b"import bottle\n", b"", b"import sanic\n"])
    assert found == {"bottle", "sanic"} | ALWAYS
