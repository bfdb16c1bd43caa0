"""Words are found whole, by one pattern for bytes and text."""

from __future__ import annotations

import pickle
import random
import re

import pytest

from routelint.source.vocabulary import Vocabulary, words_pattern

WORDS = Vocabulary({"route", "router", "app", "add_route", "x.y", "HTTPException"}, {r"\bset_\w+"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@app.route('/')", True),
        ("routes", False),
        ("_route", False),
        ("reroute", False),
        ("a router b", True),
        ("routerx", False),
        ("x.y", True),
        ("xzy", False),
        ("set_cookie", True),
        ("reset_cookie", False),
        ("httpexception", False),
        ("", False),
    ],
)
def test_whole_words(text: str, found: bool) -> None:
    assert WORDS.matches(text) is found
    assert WORDS.gate(text.encode()) is found


def test_bytes_that_are_no_text() -> None:
    assert WORDS.gate(b"\xff\xfe app \x00")
    assert WORDS.gate(b"app\xe4") and WORDS.matches("app\xe4")  # only ASCII makes words
    assert not Vocabulary(()).gate(b"anything")


def test_the_shared_prefixes_change_nothing() -> None:
    choice = random.Random(1)
    alphabet = "abc_"
    words = {"".join(choice.choices(alphabet, k=choice.randint(1, 5))) for _ in range(60)}
    flat = re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")
    vocabulary = Vocabulary(words)
    for _ in range(3000):
        text = "".join(choice.choices(alphabet + " .", k=12))
        assert vocabulary.matches(text) is (flat.search(text) is not None), text


def test_digest_follows_the_content() -> None:
    assert Vocabulary({"a", "b"}).digest == Vocabulary(["b", "a"]).digest
    assert Vocabulary({"a"}).digest != Vocabulary({"b"}).digest
    assert Vocabulary({"a"}).digest != Vocabulary({"a"}, {"b"}).digest


def test_pickles_without_its_patterns() -> None:
    assert WORDS.matches("app")
    assert pickle.loads(pickle.dumps(WORDS)).digest == WORDS.digest
    assert len(pickle.dumps(WORDS)) < 400


def test_words_of_one_file() -> None:
    pattern = words_pattern({"rq", "a.b"})
    assert pattern.search("x = rq()")
    assert not pattern.search("rqs axb")
