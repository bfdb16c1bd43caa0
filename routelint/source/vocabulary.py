"""The words that make a file or a slice worth parsing, as one compiled pattern."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cached_property


class Vocabulary:
    """Plain words, matched whole, and extra regular expression fragments.

    Fragments must hold for `str` and `bytes` alike, so they are ASCII without backreferences.
    """

    def __init__(self, words: Iterable[str], regexes: Iterable[str] = ()) -> None:
        self.words = frozenset(words)
        self.regexes = frozenset(regexes)

    def __reduce__(self) -> tuple[type[Vocabulary], tuple[frozenset[str], frozenset[str]]]:
        return (Vocabulary, (self.words, self.regexes))

    @cached_property
    def source(self) -> str:
        """The pattern; it matches nothing when the vocabulary is empty."""
        parts = [f"(?:{regex})" for regex in sorted(self.regexes)]
        if self.words:
            parts.insert(0, rf"\b{_trie_pattern(self.words)}\b")
        return "|".join(parts) or r"(?!)"

    @cached_property
    def _sources(self) -> tuple[str, ...]:
        # One expression with all alternatives would try each of them at every character: twenty of
        # them apart are many times quicker, those that begin with plain letters most of all.
        words = (rf"\b{_trie_pattern(self.words)}\b",) if self.words else ()
        return (*words, *sorted(self.regexes))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(source, re.ASCII) for source in self._sources)

    @cached_property
    def _bytes_patterns(self) -> tuple[re.Pattern[bytes], ...]:
        return tuple(re.compile(source.encode("ascii")) for source in self._sources)

    @cached_property
    def renaming(self) -> re.Pattern[str]:
        """The pattern of `word as local`, by which an import gives a word another name."""
        return re.compile(rf"(?:{self.source})\s+as\s+(?P<local>\w+)")

    @cached_property
    def digest(self) -> str:
        """Changes whenever the vocabulary does: a part of every cache key."""
        return hashlib.blake2b(self.source.encode("ascii"), digest_size=8).hexdigest()

    def gate(self, raw: bytes) -> bool:
        """Whether anything of the vocabulary stands in a file's bytes."""
        return any(pattern.search(raw) is not None for pattern in self._bytes_patterns)

    def matches(self, text: str) -> bool:
        return any(pattern.search(text) is not None for pattern in self._patterns)

    def is_word(self, text: str) -> bool:
        """Whether all of a text is of the vocabulary."""
        return any(pattern.fullmatch(text) is not None for pattern in self._patterns)

    def standing_in(self, text: str) -> list[re.Pattern[str]]:
        """The patterns of what stands in a text: only they can match a part of it."""
        return [pattern for pattern in self._patterns if pattern.search(text) is not None]


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the given words whole."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b")


def _trie_pattern(words: Iterable[str]) -> str:
    """Alternatives that share prefixes: `re` tries alternatives one by one, so a flat list of
    hundreds of words would be compared with every word of the text."""
    root: dict[str, object] = {}
    for word in words:
        at = root
        for char in word:
            at = at.setdefault(char, {})  # type: ignore[assignment]
        at[""] = {}
    return _pattern_of(root)


def _pattern_of(trie: dict[str, object]) -> str:
    branches = []
    optional = False
    for char in sorted(trie):
        if char == "":
            optional = True
            continue
        below = trie[char]
        assert isinstance(below, dict)
        branches.append(re.escape(char) + _pattern_of(below))
    if not branches:
        return ""
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"
