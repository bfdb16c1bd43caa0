"""Guards that go by the path, and handlers that answer at a second path which they do not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from routelint.model.app import Container, Handler, Hook, Role
from routelint.model.project import Project
from routelint.policies.guards import Guard
from routelint.policies.mounted_paths import Twin, WholePath, twins, whole_paths
from routelint.policies.path_answers import ELSEWHERE, Outcome, PathAnswers, PathTest
from routelint.policies.protection import Protections

_MIDDLEWARE = (Role.MIDDLEWARE, Role.ASGI_MIDDLEWARE, Role.WSGI_MIDDLEWARE)
_HOOKS = (Role.BEFORE, Role.GUARD)
#: Places that are meant to be another one for those who may more.
_OTHER_DOOR = re.compile(
    r"/(?:_|internal|private|admin|staff|debug|tests?|local|dev|embed|public|trusted)",
    re.IGNORECASE,
)
#: Guards of the route itself, wherever it answers.
_OWN = frozenset({"decorator", "dependency", "class", "route", "router"})


@dataclass(frozen=True, eq=False)
class Bypass:
    """A handler that a guard keeps from requests for `path`, and not from those for `other`, at which
    it answers as well. `always`: the guard refuses all that it finds."""

    guard: Handler
    test: PathTest
    twin: Twin
    path: str
    other: str
    always: bool


def bypasses(project: Project) -> list[Bypass]:
    """One for each test of a guard that does not know a second path."""
    return project.memo("bypasses", lambda: list(_bypasses(project)))


def _bypasses(project: Project) -> Iterator[Bypass]:
    for app in project.apps:
        guards = [
            PathAnswers(Guard(project, handler))
            for handler in _around(project, app)
            if not project.mounts_of(app)
        ]
        telling = [answers for answers in guards if answers.looks_at_path()]
        for answers in telling:
            tests = answers.tests()
            if tests and twins(project, app):
                others = [other for other in telling if other is not answers]
                yield from _Finder(project, app, answers, tests, others).found()


def _around(project: Project, app: Container) -> list[Handler]:
    """The functions that see all requests of an application."""
    hooks = {id(hook.handler): hook for hook in project.hooks if hook.handler is not None}
    wrapping = [handler for middleware in app.middleware for handler in middleware.handlers]
    return wrapping + [
        handler
        for handler in project.with_role(*_HOOKS, *_MIDDLEWARE)
        if handler.container is not None
        and handler not in wrapping
        and app in project.apps_of(handler.container)
        and _sees_all(handler, hooks.get(id(handler)), app)
    ]


def _sees_all(handler: Handler, hook: Hook | None, app: Container) -> bool:
    if handler.role in _MIDDLEWARE or (hook is None and handler.view_class is not None):
        return handler.container is app
    return hook is not None and (hook.container is app or hook.reach == "app")


class _Finder:
    """Compares what one guard does with the two paths of a handler."""

    def __init__(
        self,
        project: Project,
        app: Container,
        answers: PathAnswers,
        tests: list[PathTest],
        others: list[PathAnswers],
    ) -> None:
        self.project = project
        self.app = app
        self.answers = answers
        self.tests = tests
        self.others = others
        self.elsewhere = answers.of(ELSEWHERE)
        self.protections = Protections(project)

    def found(self) -> Iterator[Bypass]:
        if self.elsewhere.blocked:
            return
        seen: set[int] = set()
        for twin in twins(self.project, self.app):
            if not twin.differ_by_version and (twin.head or _OTHER_DOOR.search(twin.other_head)):
                continue
            for path in self.paths(twin.first):
                bypass = self.bypass(twin, path)
                if bypass is not None and id(bypass.test.node) not in seen:
                    seen.add(id(bypass.test.node))
                    yield bypass
                    break

    def paths(self, place: WholePath) -> list[str]:
        """Paths of a route: those that the guard's tests are made for, and any."""
        wanted = [text for test in self.tests for text in test.wanted]
        found = [text for text in wanted if place.pattern.matches(text)]
        found += (place.pattern.samples or ())[:2]
        return list(dict.fromkeys(found))

    def bypass(self, twin: Twin, path: str) -> Bypass | None:
        other = twin.moved(path)
        if not path.startswith(twin.head) or not twin.second.pattern.matches(other):
            return None
        first = self.answers.of(path)
        if not first.refusals.keys() - self.elsewhere.refusals.keys():
            return None
        test = self._decisive(first, self.answers.of(other))
        if test is None or not self._goes_to(twin.first, path):
            return None
        if not self._goes_to(twin.second, other):
            return None
        always = first.blocked
        if not (self._blocks(path, other) if always else self._asks(twin, path, other)):
            return None
        if not self._is_for_route(twin) or not self._unguarded(twin, other, always=always):
            return None
        return Bypass(self.answers.guard.handler, test, twin, path, other, always)

    def _decisive(self, first: Outcome, second: Outcome) -> PathTest | None:
        """The test that tells the two paths apart."""
        for key, (test, met) in first.tests.items():
            there = second.tests.get(key)
            if there is not None and there[1] != met:
                return test
        return None

    # --- what comes of the two --------------------------------------------------------------------
    def _blocks(self, path: str, other: str) -> bool:
        """Whether one path is always refused, for want of rights, and the other one is like any."""
        first, second = self.answers.of(path), self.answers.of(other)
        return self._is_denial(first) and second.passable and not self._is_meant(second)

    def _asks(self, twin: Twin, path: str, other: str) -> bool:
        """Whether requests for one path are refused some times, for want of rights, and those for the
        other one not for that."""
        first, second = self.answers.of(path), self.answers.of(other)
        if first.unclear or second.unclear or not second.passable or self._is_meant(second):
            return False
        return self._is_denial(first) and second.refusals.keys() < first.refusals.keys()

    def _is_denial(self, first: Outcome) -> bool:
        guard = self.answers.guard
        own = [node for key, node in first.refusals.items() if key not in self.elsewhere.refusals]
        return any(guard.denies_by(node) for node in own)

    def _is_meant(self, second: Outcome) -> bool:
        """Whether it was thought of the second path: it is let pass, or refused, by a test on it."""
        if second.refusals.keys() - self.elsewhere.refusals.keys():
            return True
        certain = second.ends == {"passed"}
        return certain and bool(second.passes - self.elsewhere.passes)

    # --- what else there is -----------------------------------------------------------------------
    def _is_for_route(self, twin: Twin) -> bool:
        """Whether the guard is about routes, and not about all that there is at the first place."""
        if twin.differ_by_version and not twin.head:
            return True
        return any(
            not self._is_denial(self.answers.of(path))
            for same in twins(self.project, self.app)
            if (same.head, same.other_head) == (twin.head, twin.other_head)
            for path in (same.first.pattern.samples or ())[:2]
        )

    def _unguarded(self, twin: Twin, other: str, *, always: bool) -> bool:
        """Whether nothing else keeps requests from the second place."""
        for answers in self.others:
            outcome, elsewhere = answers.of(other), answers.of(ELSEWHERE)
            if not outcome.passable or outcome.refusals.keys() - elsewhere.refusals.keys():
                return False
        here = self.protections.of(twin.first.effective)
        there = self.protections.of(twin.second.effective)
        known = {(protection.name, protection.location) for protection in here}
        if any((protection.name, protection.location) not in known for protection in there):
            return False
        return always or not any(protection.source in _OWN for protection in there)

    def _goes_to(self, place: WholePath, path: str) -> bool:
        """Whether requests for a path are for this handler, and not for another route before it."""
        mine = {id(h.function.node) for h in place.effective.route.handlers}
        for route in whole_paths(self.project, self.app):
            if route.is_for(place) and route.pattern.matches(path):
                return bool(mine & {id(h.function.node) for h in route.effective.route.handlers})
        return False
