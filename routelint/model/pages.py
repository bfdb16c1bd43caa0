"""What a framework's table says about pages for browsers, and the headers that protect them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Pages:
    """How pages (HTML) are sent, beside whatever names `text/html` itself.

    `calls` are canonical functions, methods and classes that make a page, `kinds` the framework's names
    for its content type. `texts` are calls whose first argument is sent as a page where it is a text
    with tags; with `returned` so is a text that a handler returns. `views` are base classes of views
    that render a page by themselves, `renderers` the ends of the names of templates that views name as
    their `renderer`. `installed`: setting with a list of packages -> those that bring pages along.
    `protecting` are middleware, classes and functions that add headers by which browsers protect pages.
    `listed`: the setting that lists all middleware, without which nothing is known of it.
    `example` is the code that adds such headers to all answers.
    """

    calls: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    returned: bool = False
    views: frozenset[str] = frozenset()
    renderers: tuple[str, ...] = ()
    installed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    protecting: frozenset[str] = frozenset()
    listed: str = ""
    example: str = ""
