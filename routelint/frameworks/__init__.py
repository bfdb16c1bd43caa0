"""The framework tables, one module for each framework.

A module here has one public name, `FRAMEWORK`; it is found by being here.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from itertools import chain

from routelint.frameworks._common import PATTERNS, WORDS
from routelint.frameworks._signs import mentioned
from routelint.model.vocabulary import Framework

# Method names that are on nearly every line of any program: as words they would let every function
# through the gate, so they count only where they are called.
_GENERIC = frozenset(
    [
        "add",
        "append",
        "args",
        "close",
        "connect",
        "data",
        "delete",
        "error",
        "filter",
        "form",
        "files",
        "get",
        "head",
        "include",
        "json",
        "list",
        "middleware",
        "next",
        "on",
        "options",
        "patch",
        "post",
        "put",
        "query",
        "raise",
        "read",
        "route",
        "run",
        "scan",
        "send",
        "start",
        "stream",
        "text",
        "trace",
        "update",
        "url",
        "values",
        "view",
    ]
)


def load(slugs: Iterable[str]) -> tuple[Framework, ...]:
    """The tables of these frameworks, sorted. Raises ImportError for a slug that is none."""
    return tuple(
        importlib.import_module(f"{__name__}.{slug}").FRAMEWORK for slug in sorted(set(slugs))
    )


def all_frameworks() -> tuple[Framework, ...]:
    return load(i.name for i in pkgutil.iter_modules(__path__) if not i.name.startswith("_"))


def frameworks_in(sources: Iterable[bytes]) -> tuple[Framework, ...]:
    """The tables that a program of these files can have to do with."""
    return load(mentioned(sources))


def with_pitfall(code: str) -> tuple[Framework, ...]:
    """The frameworks in which the rule `code` has something to find."""
    return tuple(framework for framework in all_frameworks() if code in framework.pitfalls)


def vocabulary(frameworks: Iterable[Framework]) -> tuple[frozenset[str], frozenset[str]]:
    """Plain words and regex fragments; text with none of them holds nothing of these frameworks."""
    words: set[str] = set(WORDS)
    methods: set[str] = set()
    patterns: set[str] = set(PATTERNS)
    for framework in frameworks:
        words.update(framework.packages)
        words.update(framework.words)
        words.update(framework.csrf.words)
        words.update(framework.servers.words)
        patterns.update(framework.patterns)
        extensions = chain(
            framework.secrets.calls,
            framework.tokens.calls,
            framework.cookies.options,
            framework.handshakes.options,
            framework.rate_limits.keys,
            framework.forwarding.believers,
        )
        # What is imported from a package that is a word is one, too, in the file that does.
        words.update(name.partition(".")[0] for name in extensions)
        for names in (
            framework.responses,
            framework.coroutine_responses,
            framework.exceptions,
            framework.aborts,
            framework.containers,
            framework.decorators,
            framework.instances,
            framework.class_roles,
        ):
            for name in names:
                _note(name.rpartition(".")[2], words, methods)
        for name in (*framework.registrations, *framework.settings):
            *_, holder, attribute, method = ("", "", *name.split("."))
            if method in _GENERIC and holder[:1].isupper():
                # `app.middlewares.append(...)`; lists are appended to everywhere.
                patterns.add(rf"\b{attribute}\.{method}\(")
            else:
                _note(method, words, methods)
        for roles in framework.class_roles.values():
            words.update(name for name in roles if name not in _GENERIC and len(name) > 5)
    if methods:
        alternatives = "|".join(re.escape(name) for name in sorted(methods))
        patterns.add(rf"\.(?:{alternatives})\(")
        # A decorator that lacks its call: `@app.get`.
        patterns.add(rf"@(?:\w+\.)+(?:{alternatives})\b")
    return frozenset(words), frozenset(patterns)


def _note(name: str, words: set[str], methods: set[str]) -> None:
    if not name.isidentifier():
        return
    (methods if name in _GENERIC else words).add(name)
