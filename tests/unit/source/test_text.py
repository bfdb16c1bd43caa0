"""Bytes become text as the interpreter would do it."""

from __future__ import annotations

from pathlib import Path

import pytest

from routelint.source import text as text_module
from routelint.source.text import (
    SourceError,
    decode,
    line_starts,
    read_source,
    source_of_text,
    split_lines,
)


def test_utf8_is_the_default() -> None:
    source = decode("x = 'ä'\n".encode())
    assert (source.text, source.encoding, source.bom, source.newline) == (
        "x = 'ä'\n",
        "utf-8",
        False,
        "\n",
    )
    assert source.size == 9


@pytest.mark.parametrize(
    "raw",
    [
        b"# -*- coding: latin-1 -*-\nx = '\xe4'\n",
        b"#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nx = '\xe4'\n",
        b"\n# coding=cp1252\nx = '\xe4'\n",
        b"\r\n# coding=cp1252\r\nx = '\xe4'\r\n",
    ],
)
def test_declared_encodings(raw: bytes) -> None:
    source = decode(raw)
    assert "ä" in source.text
    assert source.to_bytes(source.text) == raw


def test_a_declaration_after_code_is_none() -> None:
    assert decode(b"x = 1\n# coding: latin-1\n").encoding == "utf-8"


def test_the_third_line_declares_nothing() -> None:
    assert decode(b"#\n#\n# coding: latin-1\n").encoding == "utf-8"


def test_byte_order_mark_is_kept_aside() -> None:
    raw = b"\xef\xbb\xbfx = 1\r\n"
    source = decode(raw)
    assert source.bom
    assert source.text == "x = 1\r\n"
    assert source.newline == "\r\n"
    assert source.to_bytes(source.text) == raw


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"x = 1\ny = '\xff'\n", 2),
        (b"# coding: no-such-codec\n", 1),
        (b"# coding: rot13\nx\n", 1),
        (b"# coding: hex\nx\n", 1),
        (b"a\r\nb\rc\nd\0e\n", 4),
        ("x = 1\n".encode("utf-16"), 1),
    ],
)
def test_what_can_not_be_decoded(raw: bytes, line: int) -> None:
    with pytest.raises(SourceError) as caught:
        decode(raw)
    assert caught.value.kind == "encoding"
    assert caught.value.line == line


def test_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.py", tmp_path):
        with pytest.raises(SourceError) as caught:
            read_source(path)
        assert caught.value.kind == "unreadable"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_BYTES", 10)
    path = tmp_path / "a.py"
    path.write_bytes(b"x" * 10)
    assert read_source(path).size == 10
    path.write_bytes(b"x" * 11)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert caught.value.kind == "too-large"


def test_the_digest_is_that_of_the_bytes() -> None:
    assert decode(b"x\n").digest == decode(b"x\n").digest
    assert decode(b"x\n").digest != decode(b"x\r\n").digest
    assert decode(b"\xef\xbb\xbfx\n").digest != decode(b"x\n").digest


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a\n", ""]),
        ("a\r\nb\rc\nd", ["a\r\n", "b\r", "c\n", "d"]),
        ("a\x0cb\x0b\u2028c\x85d\n", ["a\x0cb\x0b\u2028c\x85d\n", ""]),
    ],
)
def test_only_three_line_ends(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines
    assert len(line_starts(text)) == len(lines)


def test_text_from_an_editor() -> None:
    source = source_of_text("\ufeffx = 1\r\n")
    assert (source.text, source.bom, source.newline) == ("x = 1\r\n", True, "\r\n")
    with pytest.raises(SourceError):
        source_of_text("a\0")
