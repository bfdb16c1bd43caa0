"""A key that signs or encrypts is written in the source, or made anew by each process.

## What it does
Reports texts in the source that become the key of sessions, signed cookies, tokens or encryption:
given directly, through constants and settings of other modules, as the default of a settings class
or as the fallback of a look-up in the environment. Keys that each process makes for itself when it
starts are reported, too.

## Why it matters
Whoever can read the source (a colleague of last year, a public repository, an image of a container)
can sign a session for any user. With a key of its own each worker refuses what the others have
signed, and every restart signs everybody out.

## Example
```python
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "change me")
```

## Use instead
```python
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
```

## Frameworks
All. Sessions: `SECRET_KEY` of Flask, Quart and Django, `SessionMiddleware` of Starlette and FastAPI,
`cookie_secret` of Tornado, the session factories of Pyramid, aiohttp-session, session and CSRF
configurations of Litestar. Bottle's signed cookies hold pickles: who knows the key runs code. Keys of
JSON Web Tokens (PyJWT, python-jose, Authlib), of itsdangerous, of Fernet and of `hmac` in each.

## When it stays silent
Tests, examples, documentation, settings for development, empty texts, public keys, keys that are read
from the environment or a file, and keys that are made only where the environment has none. A default
that a validator of the settings class looks at, or that the module compares with and raises. What is
assigned under a test for a debug mode counts as development. Tokens that are read without their
signature being checked use no key.

## Fix safety
No fix: the key has to be put into the environment first.

## References
- https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY
- https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Related, RuleMeta
from routelint.model import ir
from routelint.model.project import Project
from routelint.policies.keys import Key, key_makers, keys
from routelint.policies.origins import Written, written
from routelint.policies.sites import first_line, in_production, same_line

META = RuleMeta(
    code="RL507",
    slug="hardcoded-secret",
    category="exposure",
    severity="error",
    tier="B",
    summary="A key is written in the source, or made anew by each process",
    cwe=(798, 321),
    references=("https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY",),
)


def check(project: Project) -> Iterator[Finding]:
    seen: set[tuple[str, tuple[int, int]]] = set()
    for key in keys(project):
        if not in_production(project, key.ref):
            continue
        for source in written(project, key.ref):
            place = source.ref.location
            text = _text(project, key, source)
            if not text or (place.path, place.span.start) in seen:
                continue
            if not in_production(project, source.ref) or _is_refused(project, source):
                continue
            seen.add((place.path, place.span.start))
            yield _finding(key, source, text)


def _text(project: Project, key: Key, source: Written) -> str:
    """What comes of a key that is written like that; empty where nothing does."""
    expr, scope = source.ref.expr, source.ref.scope
    if isinstance(expr, ir.Call):
        random = project.name_of(expr.func, scope) in key_makers(project)
        if not random or source.fallback or not _is_made_once(key, source):
            return ""
        return (
            f"Each process makes a `{key.name}` of its own: what one worker signs the others "
            "refuse, and every restart signs everybody out."
        )
    value = project.resolver.constant(expr, scope)
    if not isinstance(value, (str, bytes)) or _is_no_key(value):
        return ""
    if source.fallback:
        return (
            f"Where nothing else is set `{key.name}` is a text in the source: whoever reads it can "
            f"{key.power}."
        )
    return f"`{key.name}` is a text in the source: whoever reads it can {key.power}."


def _is_made_once(key: Key, source: Written) -> bool:
    """Whether the key lives as long as the process, and not as long as a call."""
    return key.lasting or source.ref.scope.function_scope() is None


def _is_refused(project: Project, source: Written) -> bool:
    """Whether a text is only there to be refused: the class of settings has a validator for it, or the
    module compares with it and raises."""
    expr, scope = source.ref.expr, source.ref.scope
    if isinstance(scope.node, ir.Class):
        members = scope.module.class_body(scope.node)
        names = {
            target.id
            for member in members
            if isinstance(member, ir.Assign) and member.value is expr
            for target in member.targets
            if isinstance(target, ir.Name)
        }
        return any(
            isinstance(member, ir.Function) and _validates(member, names) for member in members
        )
    value = project.resolver.constant(expr, scope)
    return any(
        isinstance(statement, ir.If)
        and any(isinstance(n, ir.Constant) and n.value == value for n in ir.walk(statement.test))
        and any(isinstance(inner, ir.Raise) for inner in statement.body)
        for statement in scope.module.top_level()
    )


def _validates(function: ir.Function, names: set[str]) -> bool:
    """`@field_validator("secret_key")`, or a validator of the whole that raises and looks at it."""
    for decorator in function.decorators:
        for node in ir.walk(decorator.value):
            if isinstance(node, ir.Constant) and node.value in names:
                return True
    nodes = ir.walk_body(function.body)
    return (
        bool(function.decorators)
        and any(isinstance(node, (ir.Raise, ir.Call)) for node in nodes)
        and any(isinstance(node, ir.Attribute) and node.attr in names for node in nodes)
        and any("validator" in (ir.dotted(_called(d.value)) or "") for d in function.decorators)
    )


def _called(expr: ir.Expr) -> ir.Expr:
    return expr.func if isinstance(expr, ir.Call) else expr


def _is_no_key(value: str | bytes) -> bool:
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    return not text.strip() or "PUBLIC KEY" in text or "{{" in text


def _finding(key: Key, source: Written, text: str) -> Finding:
    place = source.ref.location
    uses = [ref for ref in (key.ref, *source.trail) if not same_line(ref, source.ref)]
    unique = {(ref.location.path, ref.location.span.start): ref for ref in uses}
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=text,
        path=place.path,
        span=first_line(place.span),
        hint='Read it from the environment, and fail without it: `os.environ["SECRET_KEY"]`.',
        related=tuple(Related(ref.location, f"becomes `{key.name}`") for ref in unique.values()),
        framework=key.framework.slug,
        scope=source.ref.scope.qualname,
        statement=place.span,
    )
