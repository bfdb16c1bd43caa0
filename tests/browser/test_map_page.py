"""The page of `routelint map` in a browser: what its search and filters show.

Needs Chromium: `pytest -m browser`. Filters are set by the address, and the document is read after its
script has run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from routelint.map.table import AppEntry, GuardEntry, LimitEntry, RouteEntry, RouteMap
from routelint.output.map_html import html

pytestmark = pytest.mark.browser

LOGIN = GuardEntry("login_required", "decorator", "web.py", 3)
ROUTES = (
    RouteEntry(("GET",), "/", "start", "web.py", 1),
    RouteEntry(("POST",), "/users/<name>", "</script><b>add", "web.py", 2),
    RouteEntry(("DELETE",), "/users/<name>", "remove", "web.py", 4, guards=(LOGIN,)),
)


def shown(tmp_path: Path, address: str, limit: str = "none") -> list[str]:
    """The handlers in the rows that are not hidden."""
    app = AppEntry("shop & co", "flask", "web.py", 1, ROUTES, body_limit=LimitEntry(limit))
    page = tmp_path / "map.html"
    page.write_text(html(RouteMap((app,)), "0"), "utf-8")
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    run = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            f"{page.as_uri()}#{address}",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    rows = re.findall(r"<tr data-[^>]*?(hidden=\"\")?>(.*?)</tr>", run.stdout)
    assert len(rows) == len(ROUTES)
    output = re.search(r"<output>(.*?)</output>", run.stdout)
    found = [re.findall(r"<code>(.*?)</code>", row)[1] for hidden, row in rows if not hidden]
    assert output is not None
    assert output[1] == f"{len(found)} of {len(ROUTES)} routes"
    return found


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ["start", "&lt;/script&gt;&lt;b&gt;add", "remove"]),
        ("open=1", ["start", "&lt;/script&gt;&lt;b&gt;add"]),
        ("changing=1", ["&lt;/script&gt;&lt;b&gt;add", "remove"]),
        ("open=1&changing=1", ["&lt;/script&gt;&lt;b&gt;add"]),
        ("q=DELETE+users", ["remove"]),
        ("q=login_required", ["remove"]),
        ("unlimited=1", ["&lt;/script&gt;&lt;b&gt;add", "remove"]),
    ],
)
def test_filters(tmp_path: Path, address: str, expected: list[str]) -> None:
    assert shown(tmp_path, address) == expected


def test_nothing_is_unlimited_under_a_limit(tmp_path: Path) -> None:
    assert shown(tmp_path, "unlimited=1", limit="set") == []
