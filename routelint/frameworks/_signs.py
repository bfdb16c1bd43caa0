"""By what a program can be told to use a framework, before the framework's table is read.

Reading twenty tables takes longer than linting a small application, and their words let files through
the gate that have nothing to do with the frameworks that the application uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Texts one of which stands in the sources of every program that uses the framework: how its packages
#: and those of its extensions begin. Where nothing is imported (raw ASGI and WSGI) there is none, and the
#: table is always read.
SIGNS: Mapping[str, tuple[bytes, ...]] = {
    "aiohttp": (b"aiohttp",),
    "asgi": (),
    "bottle": (b"bottle",),
    "django": (b"django", b"corsheaders"),
    "drf": (b"rest_framework",),
    "falcon": (b"falcon",),
    "fastapi": (b"fastapi",),
    "flask": (b"flask", b"werkzeug"),
    "flask_restful": (b"flask_restful",),
    "flask_restx": (b"flask_restx", b"flask_restplus"),
    "http_server": (b"http.server", b"http import", b"socketserver"),
    "litestar": (b"litestar",),
    "microdot": (b"microdot",),
    "ninja": (b"ninja",),
    "pyramid": (b"pyramid", b"webob"),
    "quart": (b"quart",),
    "sanic": (b"sanic",),
    "starlette": (b"starlette",),
    "tornado": (b"tornado",),
    "wsgi": (),
}

#: The frameworks whose names mean something in a program of another one, which need not write them.
BUILT_ON: Mapping[str, tuple[str, ...]] = {
    "drf": ("django",),
    "fastapi": ("starlette",),
    "flask_restful": ("flask",),
    "flask_restx": ("flask",),
    "ninja": ("django",),
    "quart": ("flask",),
}

#: A recipe may ask for a quart and a bottle: what is also a word of English counts where it is imported.
_WORDS = frozenset(
    {"bottle", "falcon", "flask", "ninja", "pyramid", "quart", "sanic", "starlette", "tornado"}
)
_IMPORTED = {
    slug: re.compile(
        rb"\b(?:from|import)[ \t](?:[^\n]|\\\r?\n)*?(?:%s)" % b"|".join(map(re.escape, SIGNS[slug]))
    )
    for slug in _WORDS
}


def mentioned(sources: Iterable[bytes]) -> frozenset[str]:
    """The slugs of the frameworks that a program of these files may use."""
    found = {slug for slug, signs in SIGNS.items() if not signs}
    left = {slug: signs for slug, signs in SIGNS.items() if signs}
    for raw in sources:
        for slug in [slug for slug in left if _mentions(raw, slug)]:
            found.add(slug)
            del left[slug]
    return frozenset(found.union(*(BUILT_ON.get(slug, ()) for slug in found)))


def _mentions(raw: bytes, slug: str) -> bool:
    if not any(sign in raw for sign in SIGNS[slug]):
        return False
    imported = _IMPORTED.get(slug)
    return imported is None or imported.search(raw) is not None
