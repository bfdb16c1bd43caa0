"""Samples of path expressions: which there are, and that each of them matches."""

from __future__ import annotations

import re

import pytest

from routelint.model.pattern import Pattern
from routelint.model.regex import groups, is_cheap, samples

KNOWN = (
    r"/users",
    r"/users/(\d+)",
    r"/users/(?P<name>[^/]+)/edit$",
    r"^/years/([0-9]{4})/(?:months/(\w{2,3})/)?",
    r"/(books|films)/([a-z-]+)",
    r"/files/(.*)",
    r"/v\d+\.\d+/?",
    r"/[A-Za-z0-9_-]{3,40}",
    r"/tags/(?:\w+,)*\w+",
)


@pytest.mark.parametrize("expression", KNOWN)
def test_every_sample_matches(expression: str) -> None:
    found = samples(expression)
    assert found
    assert all(re.fullmatch(expression.removesuffix("$"), text) for text in found)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"/users$", ("/users",)),
        (r"/a\.b", ("/a.b",)),
        (r"/x(?:/y)?", ("/x", "/x/y")),
        (r"/(a|b)/c", ("/a/c", "/b/c")),
        (r"/[xa]{0,1}", ("/", "/a")),
        (r"/(?=x)x", None),
        (r"(?i)/users", None),
        (r"/(\w)\1", None),
        (r"/(", None),
        ("[a-z0-9]" * 5, None),
    ],
)
def test_samples(expression: str, expected: tuple[str, ...] | None) -> None:
    assert samples(expression) == expected


@pytest.mark.parametrize(
    ("wide", "narrow", "covered"),
    [
        (r"/users/([^/]+)", r"/users/me", True),
        (r"/users/([^/]+)", r"/users/(\d+)", True),
        (r"/users/(\d+)", r"/users/([^/]+)", False),
        (r"/users/([a-z]+)", r"/users/(\w+)", False),
        (r"/users/([^/]+)", r"/users/(.+)", False),
        (r"/users/([^/]+)", r"/users/([^/]*)", False),
        (r"/[a-z0-9]{3,8}", r"/[a-z0-9_]{3,8}", False),
        (r"/.*", r"/x(?:/y)?", True),
        (r"/user", r"/users", False),
    ],
)
def test_what_covers_what(wide: str, narrow: str, covered: bool) -> None:
    assert Pattern((), wide).covers(Pattern((), narrow)) is covered


@pytest.mark.parametrize("expression", KNOWN)
def test_groups_are_those_that_python_counts(expression: str) -> None:
    compiled = re.compile(expression)
    found = groups(expression)
    assert len(found) == compiled.groups
    assert {name for name, _ in found if name} == set(compiled.groupindex)


def test_groups_hold_what_stands_in_them() -> None:
    assert groups(r"/a\((?P<rest>[^)(]+(?:/(x|\)))?)/([]a(]+)$") == (
        ("rest", r"[^)(]+(?:/(x|\)))?"),
        (None, r"x|\)"),
        (None, "[]a(]+"),
    )


def test_brackets_that_do_not_match_hold_nothing() -> None:
    assert groups("/a)(b)") == ()
    assert groups("/(a)[b") == ()


@pytest.mark.parametrize(
    ("expression", "cheap"),
    [
        (r"^(?:/v2)?(?:|/core/api/.*|/books/[-\w]+/keys)$", True),
        (r"(?:\.\.//?)+|union.*select.*\(", True),
        (r"/a/(?!secret).+", True),
        (r"/(?P<name>[^/]+)/x{2,}", True),
        (r"/.*/.*/.*/.*/x", False),
        (r"/(?:a+)+b", False),
        (r"/(?:(?:a*)b?){2,9}", False),
        (r"/(a)\1", False),
        (r"/[a", False),
        (r"/a)", False),
    ],
)
def test_what_is_matched_quickly(expression: str, cheap: bool) -> None:
    assert is_cheap(expression) is cheap
