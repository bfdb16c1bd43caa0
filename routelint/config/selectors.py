"""Which rules are on: codes, slugs, code prefixes and ALL; the more specific selector wins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from routelint.config.schema import Config, ConfigError

#: code, slug, on by default, in preview
Entry = tuple[str, str, bool, bool]


def selected(catalogue: Sequence[Entry], config: Config) -> frozenset[str]:
    """The codes of the selected rules. Raises ConfigError for a selector that names no rule."""
    chosen = set()
    per_file = chain.from_iterable(config.per_file_ignores.values())
    for selector in (*config.select, *config.extend_select, *config.ignore, *per_file):
        check_selector(catalogue, selector)
    for code, slug, default_on, preview in catalogue:
        on = max(_specificity(s, code, slug) for s in (*config.select, *config.extend_select, ""))
        if not config.select and default_on:
            on = max(on, 1)
        off = max(_specificity(s, code, slug) for s in (*config.ignore, ""))
        if on > 0 and on > off and (not preview or config.preview or on >= 100):
            chosen.add(code)
    return frozenset(chosen)


def matches(selector: str, code: str, slug: str) -> bool:
    return _specificity(selector, code, slug) > 0


def check_selector(catalogue: Sequence[Entry], selector: str) -> None:
    if not any(matches(selector, code, slug) for code, slug, _, _ in catalogue):
        raise ConfigError(f"`{selector}` names no rule: use a code, a slug, a code prefix or ALL")


def _specificity(selector: str, code: str, slug: str) -> int:
    if selector == "ALL":
        return 1
    if selector in (code, slug):
        return 100
    if selector.startswith("RL") and code.startswith(selector):
        return 1 + len(selector)
    return 0
