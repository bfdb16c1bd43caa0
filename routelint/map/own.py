"""The routes that frameworks add to an app or router by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from routelint.model.app import Container, Ref
from routelint.model.project import Project
from routelint.model.values import Instance
from routelint.model.vocabulary import OwnRoute


def own_routes(project: Project, container: Container) -> Iterator[tuple[OwnRoute, str | None]]:
    """Each of them with its path, which is None when it is not known."""
    if container.phantom:
        return
    options = dict(container.options)
    for own in container.framework.own_routes.get(container.class_name, ()):
        if "." in own.option:
            options.update(_of_object(project, container, own.option))
        if any(name not in options or _is_none(project, options[name]) for name in own.given):
            continue
        if any(name in options and _is_none(project, options[name]) for name in own.needs):
            continue
        if own.folder and own.folder in options and _is_none(project, options[own.folder]):
            continue
        if own.option in options and not _is_none(project, options[own.option]):
            text = project.value_of(options[own.option])
            yield own, _placed(own, text if isinstance(text, str) else None)
        elif own.option in options and not own.folder:
            continue
        elif own.folder and own.folder in options:
            text = project.value_of(options[own.folder])
            last = text.rstrip("/").rpartition("/")[2] if isinstance(text, str) else None
            yield own, _placed(own, None if last is None else f"/{last}")
        else:
            yield own, _placed(own, own.path)


def _of_object(project: Project, container: Container, option: str) -> dict[str, Ref]:
    """`{"config.path": ...}` where the option `config` is an object that was made with a `path`."""
    name, _, keyword = option.partition(".")
    ref = container.options.get(name)
    value = None if ref is None else project.evaluate(ref.expr, ref.scope)
    if not isinstance(value, Instance) or value.call is None or value.scope is None:
        return {}
    given = value.call.keyword(keyword)
    return {} if given is None else {option: Ref(given, value.scope)}


def _placed(own: OwnRoute, path: str | None) -> str | None:
    if path is None:
        return None
    path = path if path.startswith("/") else f"/{path}"
    path = re.escape(path) if own.escaped else path
    return path.rstrip("/") + own.below if own.below.startswith("/") else path + own.below


def _is_none(project: Project, ref: Ref) -> bool:
    return project.resolver.is_constant(ref.expr, ref.scope) and not project.value_of(ref)
