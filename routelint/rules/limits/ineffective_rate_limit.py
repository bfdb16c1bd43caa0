"""A rate limit that limits nobody, or that clients can step around.

## What it does
Reports limiters that no application was given, limits that nothing applies, limits that are switched
off in settings, limits that count whoever a client says he is, and limits that each of several
processes counts for itself. Limiters of libraries are followed through the project; so are functions
of the project that count requests and answer 429.

## Why it matters
Nothing tells that a limit has no effect: requests are answered, as they should be, and the one who
tries passwords gets as many answers as he wants. Whoever sends `X-Forwarded-For: 198.51.100.7`, and
another address with the next request, is somebody else each time for a limit that counts by the first
address in that header: proxies append what they know behind it.

## Example
```python
limiter = Limiter(key_func=lambda: request.headers.get("X-Forwarded-For", request.remote_addr))
```

## Use instead
```python
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)  # where there is one proxy

limiter = Limiter(key_func=get_remote_address, app=app, storage_uri=os.environ["LIMITS_URL"])
```

## Frameworks
Flask-Limiter (with Flask-RESTful and Flask-RESTX as well), SlowAPI, Quart-Rate-Limiter, Litestar's
`RateLimitConfig`, django-ratelimit, the throttles of Django REST framework and django-ninja. SlowAPI
without `app.state.limiter` answers 500 for what should be a 429, and its `default_limits` are applied
by its middleware alone. Quart-Rate-Limiter, and the throttles for anonymous
clients of REST framework and django-ninja take the header by themselves.
Bottle's `remote_addr` and Pyramid's `client_addr` are what the header says. Limits that the project
keeps itself exist in every framework. Flask-Limiter looks a blueprint's limits up at each request, so that
they may also be given after the blueprint was registered.

## When it stays silent
Where the last addresses of the header are taken, or the function mentions proxies or what it trusts.
Where a limiter is handed over to something, or stands in a list, where nobody knows whether it gets an
application. For `X-Real-IP` and the headers of single providers, which their proxies replace. Several
processes are known from arguments of what starts the server and from Gunicorn's configuration alone.
With `forwarded-headers = "proxy"` in the configuration, who is counted by these headers is counted well.

## Fix safety
No fix: whom to count, and how many proxies there are, is not in the code.

## References
- https://flask-limiter.readthedocs.io/en/stable/#rate-limit-domain
- https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified
- https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-For
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.model.app import Ref
from routelint.model.limiters import Limiter
from routelint.model.project import Project
from routelint.model.vocabulary import Framework
from routelint.policies import rates
from routelint.policies.claims import Claim, counted_by, header_kind
from routelint.policies.counting import counted_by_choice
from routelint.policies.sites import active, first_line, same_line

META = RuleMeta(
    code="RL406",
    slug="ineffective-rate-limit",
    category="limits",
    severity="warning",
    tier="B",
    summary="A rate limit that limits nobody, or that clients can step around",
    cwe=(770, 307),
    references=(
        "https://flask-limiter.readthedocs.io/en/stable/#rate-limit-domain",
        "https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified",
    ),
)

_OTHERS = "whoever sends another address with each request is never limited"
_LAST = (
    "Count by the address of the connection, which the server takes from the proxies that it trusts, or "
    "by the entry that the last proxy has appended."
)


def check(project: Project) -> Iterator[Finding]:
    for use, table in rates.limiters(project):
        yield from _of_limiter(project, use, table)
    yield from _marks(project)
    yield from _unblocked(project)
    yield from _named(project)
    for setting, framework in rates.switched_off(project):
        if setting.value is not None:
            yield _finding(
                project,
                framework,
                Ref(setting.value.expr, setting.value.scope),
                f"`{setting.key}` is false: no limit of the application applies",
                "Switch limits off in the settings of tests alone.",
            )
    if "forwarded-headers" not in project.options.in_front:
        yield from _by_what_clients_say(project)


def _by_what_clients_say(project: Project) -> Iterator[Finding]:
    yield from _keys(project)
    for counted in counted_by_choice(project):
        handlers = project.handlers_of(counted.function)
        frameworks = [h.framework for h in handlers] or active(project)
        yield _by_choice(project, frameworks[0], counted.claim)


# --- objects --------------------------------------------------------------------------------------
def _of_limiter(project: Project, use: rates.Use, table: Limiter) -> Iterator[Finding]:
    if rates.limits_no_app(project, use, table):
        name = use.name.rpartition(".")[2]
        yield _finding(
            project,
            use.framework,
            use.place,
            f"This `{name}` limits no application: {table.unbound}",
            f"Give it the application: `{use.framework.facts.get('limit-app', '')}`.",
        )
        return
    enabled = use.given((table.enabled or None, None))
    if enabled is not None and project.value_of(enabled) is False:
        yield _finding(
            project,
            use.framework,
            enabled,
            f"`{table.enabled}=False` switches all limits of this limiter off",
            "Switch limits off in the settings of tests alone.",
        )
        return
    idle = rates.idle_defaults(project, use, table)
    if idle is not None:
        reader = sorted(table.readers)[0].rpartition(".")[2]
        yield _finding(
            project,
            use.framework,
            idle,
            f"Nothing applies these limits: they are for `{reader}`, which the application has not got",
            f"Add it: `app.add_middleware({reader})`.",
        )
    key = use.given(table.key)
    if key is None and table.own_key and not use.site.call.has_double_star:
        if not _has_proxies(project, table):
            yield _own_key(project, use.framework, use.place, table)
    several = rates.workers(project)
    if several is not None and rates.counts_in_memory(project, use, table):
        yield _finding(
            project,
            use.framework,
            use.place,
            "This limiter counts in the memory of the process, and there are several: each of them "
            "lets as many requests pass",
            f"Count in one place for all: `{table.store[0]}=...`.",
            (Related(several.location, "several processes"),),
        )


def _has_proxies(project: Project, table: Limiter) -> bool:
    if "forwarded-headers" in project.options.in_front:
        return True
    if not table.proxies:
        return False
    return not rates.settings_are_known(project) or any(
        rates.setting(project, key) is not None or rates.is_word(project, key.rpartition(".")[2])
        for key in table.proxies
    )


def _own_key(project: Project, framework: Framework, place: Ref, table: Limiter) -> Finding:
    how = f"`{table.proxies[0].replace('.', '[', 1)}`" if table.proxies else ""
    hint = f"Say how many proxies there are, 0 for none: `{_assignment(table)}`." if how else _LAST
    return _finding(
        project, framework, place, f"This limit counts clients by {table.own_key}: {_OTHERS}", hint
    )


def _assignment(table: Limiter) -> str:
    name, _, key = table.proxies[0].partition(".")
    return f'{name} = {{"{key}": 1, ...}}' if key else f"{name} = 1"


# --- whom they count ------------------------------------------------------------------------------
def _keys(project: Project) -> Iterator[Finding]:
    seen: set[tuple[str, tuple[int, int]]] = set()
    for use in rates.uses(project, lambda table: table.keys):
        key = use.given(use.framework.rate_limits.keys[use.name])
        if key is None:
            continue
        place = key.location
        if (place.path, place.span.start) not in seen:
            seen.add((place.path, place.span.start))
            yield from _of_key(project, use.framework, key)
    for name in sorted({k for f in active(project) for k in f.rate_limits.key_settings}):
        framework = next(f for f in active(project) if name in f.rate_limits.key_settings)
        given = rates.setting(project, name)
        header = project.value_of(given)
        if given is not None and header_kind(header) == "address":
            yield _by_choice(project, framework, Claim("address", str(header), given, given))


def _of_key(project: Project, framework: Framework, key: Ref) -> Iterator[Finding]:
    text = project.value_of(key)
    prefix = framework.rate_limits.header_prefix
    if isinstance(text, str):
        header = text.removeprefix(prefix)
        if prefix and text != header and header_kind(header) == "address":
            yield _by_choice(project, framework, Claim("address", header, key, key))
        return
    found = counted_by(project, key)
    if found is not None:
        yield _by_choice(project, framework, found)


def _by_choice(project: Project, framework: Framework, claim: Claim) -> Finding:
    related = (
        ()
        if same_line(claim.origin, claim.here)
        else (Related(claim.origin.location, "what clients say of themselves"),)
    )
    return _finding(
        project,
        framework,
        claim.here,
        f"This limit counts clients by {_source(claim)}: {_OTHERS}",
        _LAST,
        related,
    )


def _source(claim: Claim) -> str:
    if header_kind(claim.name):
        name = claim.name.upper().replace("_", "-").removeprefix("HTTP-").title()
        return f"the header `{name}`"
    return f"`{claim.name}`, which is what `X-Forwarded-For` says"


# --- limits that nobody reads ---------------------------------------------------------------------
def _marks(project: Project) -> Iterator[Finding]:
    for use in rates.uses(project, lambda table: table.marks) if project.apps else ():
        cls = use.framework.rate_limits.marks[use.name].rpartition(".")[2]
        if rates.is_word(project, cls):
            return
        yield _finding(
            project,
            use.framework,
            use.place,
            f"This only notes a limit: it is a `{cls}` that applies them, and there is none",
            f"Make one: `{cls}(app)`.",
        )


def _unblocked(project: Project) -> Iterator[Finding]:
    for use in rates.uses(project, lambda table: table.unblocked):
        option, attribute = use.framework.rate_limits.unblocked[use.name]
        given = use.given((option, None))
        if given is None or project.value_of(given) is not False:
            continue
        if not rates.is_word(project, attribute):
            yield _finding(
                project,
                use.framework,
                given,
                f"`{option}=False` lets every request pass, and notes in `request.{attribute}` whether it "
                "was one too many, which nobody reads",
                f"Read `request.{attribute}`, or leave `{option}=False` away.",
            )


def _named(project: Project) -> Iterator[Finding]:
    for framework in project.used:
        name = framework.rate_limits.rates
        given = rates.setting(project, name) if name else None
        if given is not None and not rates.is_named(project, framework):
            yield _finding(
                project,
                framework,
                given,
                f"`{name.rpartition('.')[2]}` are rates of classes that nothing names: no request is "
                "counted",
                "Name the classes: `DEFAULT_THROTTLE_CLASSES`.",
            )
    for found in rates.named(project):
        table, name = found.table, found.framework.rate_limits.rates
        unrated = name and not found.own and rates.settings_are_known(project)
        if unrated and rates.setting(project, name) is None:
            yield _finding(
                project,
                found.framework,
                found.place,
                f"`{found.name.rpartition('.')[2]}` has no rate, and lets every request pass",
                f"Set one: `{name.rpartition('.')[2]}`.",
            )
        elif table.own_key and not _has_proxies(project, table):
            yield _own_key(project, found.framework, found.place, table)


def _finding(
    project: Project,
    framework: Framework,
    place: Ref,
    message: str,
    hint: str,
    related: tuple[Related, ...] = (),
) -> Finding:
    location: Location = place.location
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"{message}.",
        path=location.path,
        span=first_line(location.span),
        hint=hint,
        related=related,
        framework=framework.slug,
        scope=place.scope.qualname,
        statement=location.span,
    )
