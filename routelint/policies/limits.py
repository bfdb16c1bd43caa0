"""Whether an app's bodies are limited, by settings, options, middleware or hooks."""

from __future__ import annotations

from dataclasses import replace

from routelint.model.app import Container, Role
from routelint.model.project import Project
from routelint.model.vocabulary import BodyLimit, Framework
from routelint.policies.bodies import sets_limit
from routelint.policies.sites import calls_of

_EARLY = (
    Role.BEFORE,
    Role.MIDDLEWARE,
    Role.ASGI_MIDDLEWARE,
    Role.WSGI_MIDDLEWARE,
    Role.PREPROCESSOR,
)


def limit_of(project: Project, framework: Framework) -> BodyLimit | None:
    """The framework's table of its limit, with what reads bodies in those that its apps hold."""
    table = framework.body_limit
    if table is None:
        return None
    guests = [f.body_limit for f in project.used if f.host == framework.slug and f.body_limit]
    return replace(table, reads=table.reads.union(*(guest.reads for guest in guests)))


def is_limited(project: Project, app: Container, table: BodyLimit) -> bool:
    """Whether anything in the project limits the bodies of an app, well or badly."""
    if app.opaque_settings:
        return True
    keys = (*table.settings, *table.near_misses)
    same = [
        c for c in project.containers if c is app or (c.phantom and c.framework is app.framework)
    ]
    if any(container.opaque_settings or project.setting(container, *keys) for container in same):
        return True
    if any(name in app.options for name in table.options):
        return True
    if app.call is not None and any(arg.star == "**" for arg in app.call.args) and table.options:
        # What is for versions that don't have the option, too, does not count on it.
        if project.version(app.framework.slug) >= table.since:
            return True
    if any(m.name in table.middleware for c in same for m in c.middleware):
        return True
    return _server_limits(project, app.framework)


def _server_limits(project: Project, framework: Framework) -> bool:
    """Whether the server that the project starts itself is given a limit, or options that can't be
    read."""
    limits = framework.servers.limits

    def compute() -> bool:
        for site in calls_of(project, frozenset(name.rpartition(".")[2] for name in limits)):
            option = limits.get(project.name_of(site.call.func, site.scope))
            if option is not None and not site.scope.module.is_test:
                if site.call.keyword(option) or any(a.star == "**" for a in site.call.args):
                    return True
        return False

    return bool(limits) and project.memo(f"server-limits:{framework.slug}", compute)


def limited_early(
    project: Project, framework: Framework, table: BodyLimit, app: Container | None = None
) -> bool:
    """Whether a hook or middleware of the framework limits bodies before handlers see them: those of
    one app, or any."""
    limiting = project.memo(
        f"limiting:{framework.slug}",
        lambda: [
            handler
            for handler in project.handlers
            if handler.framework is framework
            and handler.role in _EARLY
            and sets_limit(project, handler.function, table)
        ],
    )
    return any(
        app is None
        or handler.container is None
        or handler.container.phantom
        or app in project.apps_of(handler.container)
        for handler in limiting
    )


def all_unlimited(project: Project, framework: Framework, table: BodyLimit) -> bool:
    """Whether the project has apps of the framework, and none of them limits bodies."""

    def compute() -> bool:
        apps = [a for a in project.apps if a.framework is framework and not a.module.is_test]
        return (
            bool(apps)
            and "body-limit" not in project.options.in_front
            and not any(is_limited(project, app, table) for app in apps)
            and not limited_early(project, framework, table)
        )

    return project.memo(f"all-unlimited:{framework.slug}", compute)
