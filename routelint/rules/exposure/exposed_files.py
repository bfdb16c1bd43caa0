"""Clients get at files that are none of theirs.

## What it does
Reports four things:

- a directory of which all files are served and that is the project itself, the working directory or
  the root of the disk; and directory listings that are switched on;
- a text from a request (query, form, body, header, or a parameter of the path in which a slash may
  stand: where paths are regular expressions, the text of a group) that becomes the path of a file, or a
  part of it, and is opened, removed or served without a look at where that path leads. Functions and
  methods of the project are followed, in other modules too;
- such a text that is signed into a token (PyJWT, python-jose, Authlib, joserfc, itsdangerous), where the
  project opens or serves a file by what stands at the same place in a token that comes back: the
  signature says that the application has made the token, not that somebody looked at the path. The
  place is where it is signed, and where it is opened is related;
- a test for the beginning of a path without a separator behind it: `/srv/files-private` begins with
  `/srv/files`.

## Why it matters
A project holds its sources, `.env` and the database: `GET /static/.env` is all it takes. In a path
`../` leaves the directory, and with an absolute path `os.path.join` and `pathlib` drop the directory
altogether: clients read (or overwrite) any file that the application can.

## Example
```python
@app.get("/reports/<path:name>")
def report(name):
    return send_file(os.path.join(REPORTS, name))
```

## Use instead
```python
@app.get("/reports/<path:name>")
def report(name):
    return send_from_directory(REPORTS, name)
```

## Frameworks
Flask, Quart and Bottle have functions that look for a file below a directory; they are fine unless the
directory itself is made of what clients send, or is the project. In aiohttp and Tornado a parameter of
one segment may hold `..%2F`, which is decoded after the path was matched. FastAPI, Litestar and Django
Ninja take parameters of a handler that are not in its path from the query, paths of `pathlib` too.

## When it stays silent
When the function (or one on the way, or a decorator of theirs) looks at the text or the path:
`is_relative_to`, `relative_to`, `commonpath`, a comparison with known names, a test for `..` in it or in
its pieces, an expression that it has to match, or any function that is not known and is asked about it.
A look counts where it can have run before: not one in another branch, and not one at another parameter.
For tokens a look on either side is enough, and what says for whom they hold (`sub`) is left alone. When
the text goes through a function that is not known (`secure_filename`, `os.path.basename`), is converted,
or stands behind a literal that does not end in a slash.

## Fix safety
There is no fix: which files are meant to be served is not in the code.

## References
- https://owasp.org/www-community/attacks/Path_Traversal
- https://flask.palletsprojects.com/en/stable/api/#flask.send_from_directory
- https://cwe.mitre.org/data/definitions/22.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model.project import Project
from routelint.policies.sites import first_line
from routelint.rules.exposure._joined_paths import joined_paths, prefix_tests
from routelint.rules.exposure._served_roots import served_roots
from routelint.rules.exposure._signed_paths import signed_paths

META = RuleMeta(
    code="RL508",
    slug="exposed-files",
    category="exposure",
    severity="error",
    tier="B",
    summary="Clients get at files outside of what is meant to be served",
    cwe=(22, 552, 548),
    references=("https://owasp.org/www-community/attacks/Path_Traversal",),
)


def check(project: Project) -> Iterator[Finding]:
    seen: set[tuple[str, int]] = set()
    for exposure in (
        *served_roots(project),
        *joined_paths(project),
        *signed_paths(project),
        *prefix_tests(project),
    ):
        place = exposure.place.location
        if (place.path, place.span.line) in seen:
            continue
        seen.add((place.path, place.span.line))
        function = exposure.function
        handlers = [] if function is None else project.handlers_of(function)
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=exposure.message,
            path=place.path,
            span=first_line(place.span),
            hint=exposure.hint,
            related=exposure.related,
            route=project.route_ref(handlers[0] if handlers else None),
            framework=exposure.framework.slug,
            scope=exposure.place.scope.qualname,
            statement=place.span,
        )
