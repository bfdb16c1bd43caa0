"""A route that changes something lacks the guard that its siblings have.

## What it does
Reports handlers for changing requests without any guard, where the others of the same class, path,
router or module have one: a method of a view class beside a guarded method, a route of a router whose
other routes ask who is there, and a route of the app below the prefix of a guarded router. What a guard
is, the project itself says: decorators, dependencies, mixins, permissions, hooks and middleware that
can refuse a request. Fewer siblings are enough for a handler that takes somebody for signed in: it uses
what the framework's object for strangers lacks, `request.user.profile`, so that they get a 500, and no
test of that is a guard.

## Why it matters
A guard that each route has to be given is forgotten on one of them. Nothing fails then, and everybody
may do what the routes beside it allow to a few.

## Example
```python
@members.post("/cards")
@login_required
def add_card(): ...


@members.delete("/cards/<int:number>")
def remove_card(number): ...
```

## Use instead
```python
@members.before_request
@login_required
def protect(): ...
```

## Frameworks
All but raw ASGI and WSGI applications, which have neither routes nor methods of a class. What is taken
for a guard:

- decorators of the project that refuse requests, and those of Django, Starlette (`@requires`), Tornado
  (`@authenticated`), Bottle, Microdot and of extensions; also listed in an attribute of a class,
  adapted with `@method_decorator`, or given to a class;
- dependencies of FastAPI, guards of Litestar, `auth=` of django-ninja, permission classes of REST
  framework (by attribute, decorator or setting), permissions of Pyramid's views (also the default one),
  hooks before a responder of Falcon (`@falcon.before`), mixins;
- hooks and middleware of the application, or of the router that holds the route;
- functions that a handler calls and that refuse.

Under http.server, where nothing has a route, only the methods of one class are compared.

## When it stays silent
Few siblings; siblings of which many are open; routes that are public by nature (sign-in and sign-up,
password resets, webhooks, health checks, documents, paths with a token or signature); handlers that
ask by themselves, also by `hasattr()` or an `except` for what strangers lack, or call a function that
does; whatever could be a guard and can't be read; and what is open on purpose: `AllowAny`,
`auth=None`, `NO_PERMISSION_REQUIRED`, `login_not_required`. So are routes without the
parameter that the guard of the others takes from their paths.

## Fix safety
No fix: only the author knows whether the route is to be open.

## References
- https://cwe.mitre.org/data/definitions/862.html
- https://owasp.org/Top10/A01_2021-Broken_Access_Control/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.overrides import lost_guards
from routelint.policies.protection import Protection
from routelint.policies.siblings import GUARDED, OPEN, Entry, Group, Siblings

META = RuleMeta(
    code="RL303",
    slug="unguarded-sibling",
    category="auth",
    severity="warning",
    tier="A",
    summary="A route that changes something lacks the guard that its siblings have",
    confidence="medium",
    cwe=(862, 306),
    references=("https://cwe.mitre.org/data/definitions/862.html",),
)

_KINDS = ("class", "path", "prefix", "router", "module")
#: How many siblings have to be guarded, and how many times as many as are open.
_ENOUGH = 3
_TIMES = 3
#: How many are enough for one that can't do without somebody who is signed in.
_FEW = 2
#: Where fewer than one in so many routes is guarded, reading ones included, guards are no habit.
_RARE = 4


def check(project: Project) -> Iterator[Finding]:
    siblings = Siblings.of(project)
    reported: set[int] = set()
    # An override that takes the place of a guarded method is RL304.
    lost = {id(found.handler.function.node) for found in lost_guards(project)}
    for kind in _KINDS:
        for group in siblings.groups:
            if group.kind == kind:
                for entry in _unguarded(group):
                    overrides = (
                        entry.handler is not None and id(entry.handler.function.node) in lost
                    )
                    if id(entry) not in reported and not overrides:
                        reported.add(id(entry))
                        yield _finding(project, group, entry)


def _unguarded(group: Group) -> list[Entry]:
    """The open entries of a group in which one expects a guard."""
    if group.guard is None:
        return []
    if group.kind == "prefix":
        return group.of_state(OPEN)
    found = group.of_state(OPEN, changing=True)
    everywhere = len(group.of_state(GUARDED))
    if group.kind in ("class", "path"):
        if all(e.changes for e in group.of_state(GUARDED)) and not _is_routed(group):
            return found if len(found) < everywhere else []
        return found if len(found) <= everywhere else []
    if _RARE * everywhere < len(group.of_state(OPEN)):
        return []
    found = [e for e in found if not group.is_apart(e) and not group.is_about_items_only(e)]
    granted = [entry for entry in found if entry.granted is not None]
    others = [entry for entry in found if entry.granted is None]
    guards = len(group.of_state(GUARDED, changing=True))
    if granted and guards >= max(_FEW, len(granted), _TIMES * len(others)):
        return found if _is_usual(group) else granted
    return found if _is_usual(group) else []


def _is_usual(group: Group) -> bool:
    """Whether that many are guarded that one expects it of each."""
    for changing in (True, False):
        guarded, opened = group.of_state(GUARDED, changing), group.of_state(OPEN, changing)
        if len(guarded) >= _ENOUGH and len(guarded) >= _TIMES * len(opened):
            return True
    return False


def _is_routed(group: Group) -> bool:
    """Whether the entries have paths: without any, the methods of a class may be about all sorts of
    things."""
    return any(entry.served for entry in group.entries)


def _finding(project: Project, group: Group, entry: Entry) -> Finding:
    guard = group.guard
    assert guard is not None
    location = entry.location
    scope = entry.name
    node = entry.handler.function.node if entry.handler is not None else None
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence=META.confidence,
        message=f"`{entry.name}` {_does(entry)}: {_evidence(group, guard)}.",
        path=location.path,
        span=location.span,
        hint=_hint(entry, guard),
        related=tuple(
            Related(g.location, f"the guard of `{e.name}`")
            for e in group.of_state(GUARDED)[:3]
            for g in e.guards
            if g.title == guard.title
        ),
        route=project.route_ref(entry.handler),
        framework=entry.framework.slug,
        scope=scope,
        statement=node.span if node is not None else None,
    )


def _does(entry: Entry) -> str:
    if entry.granted is not None:
        return (
            f"changes something and takes somebody for signed in (`{ir.text(entry.granted)}`, an error "
            "for anybody else)"
        )
    return "changes something and asks nobody who they are" if entry.changes else "answers anybody"


def _evidence(group: Group, guard: Protection) -> str:
    changing = len(group.of_state(GUARDED, True)) >= _ENOUGH
    guarded = group.of_state(GUARDED, changing)
    total = len(guarded) + len(group.of_state(OPEN, changing))
    what = {
        "class": f"`{guarded[0].name}` of the same class requires",
        "path": f"`{guarded[0].name}` of the same path requires",
        "prefix": f"all routes of the router below `{group.name}` require",
        "router": f"{len(guarded)} of {total} routes of this router require",
        "module": f"{len(guarded)} of {total} handlers of this module require",
    }[group.kind]
    return f"{what} `{guard.title}`"


def _hint(entry: Entry, guard: Protection) -> str:
    if guard.source == "call" and entry.container is None:
        return f"Ask `{guard.text}` first, as there."
    if guard.source == "call":
        return f"Call `{guard.text}` first, or better, in a hook of the router."
    if guard.text:
        return f"Put `{guard.text}` on it, or better, on all of them at once."
    return f"Give it `{guard.title}`, too."
