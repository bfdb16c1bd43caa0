"""Reads what Django finds by convention: settings modules, urlconfs and middleware.

Everything is found from the settings: the root urlconf and what it includes, the middleware in its
order. Nothing of it is registered by a call, so the tables can't say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routelint.model.link import Linker


def read(linker: Linker) -> None:
    """Adds the apps of all settings modules to the linker, with routes, middleware and settings."""
    from routelint.frameworks.django import middleware, requests, settings, urls

    framework = next(f for f in linker.frameworks if f.slug == "django")
    requests.bind(linker, framework)
    urlconfs = urls.Urlconfs(linker, framework)
    roots: set[str] = set()
    for module in settings.leaves(linker):
        read_settings = settings.Settings(linker, framework, module)
        app = read_settings.app()
        root = read_settings.text("ROOT_URLCONF")
        if root is not None and root not in roots:
            roots.add(root)
            urlconfs.include_root(app, root)
        middleware.install(linker, app, read_settings.items("MIDDLEWARE"))
    urlconfs.read_others()
    middleware.by_shape(linker, framework)
