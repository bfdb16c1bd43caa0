"""A handler reads data, decides and answers, all in one long function.

## What it does
Reports handlers that do four things by themselves:

- 30 statements or more, nested ones included, without the docstring and functions within;
- 3 accesses or more to stored data (a chain such as `execute(...).fetchone()` is one,
  on two lines they are two);
- 5 decisions or more: `if`, loops, `match`, conditional expressions;
- 2 answers or more: what is returned, sent or written into the response, and exceptions.

## Why it matters
What the application is about can only be reached by a request: a test needs a client and a database,
a command or a task that wants the same has to copy it, and the one rule that matters is hard to find
between queries and responses.

## Example
```python
article = db.execute("SELECT * FROM articles WHERE id = ?", [request.form["article"]]).fetchone()
if article is None:
    return {"error": "unknown"}, 404
if article["stock"] < 1:
    return {"error": "sold out"}, 409
# and so on, for a page or two
```

## Use instead
```python
try:
    number = orders.place(request.form["article"])
except orders.Refused as error:
    return {"error": str(error)}, error.status
return {"order": number}, 201
```

## Frameworks
All.

## Assumptions
Statements, not lines, are counted, so that neither comments nor formatting make a handler long. Calls
are taken for accesses to data by what they are called on: objects of packages for databases, managers
and queries of models (`Model.objects.get()`, `Model.query.all()`), and variables that are called
`session`, `db`, `conn`, `connection`, `cursor` or the like. Accesses through a repository of the
project's own do not count: that is a boundary already. The numbers are a matter of taste, which is why
the rule is opt-in.

## When it stays silent
Where any of the four is below its number. A long handler without data, or a short one with many
queries, is another matter.

## Fix safety
There is no fix: where to cut is for people to say.

## References
- https://martinfowler.com/bliki/PresentationDomainDataLayering.html
- https://www.cosmicpython.com/book/chapter_04_service_layer.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Finding, Location, Related, RuleMeta
from routelint.flow.sending import Sending
from routelint.flow.writing import Writing
from routelint.model import ir
from routelint.model.app import Handler, Role
from routelint.model.project import Project
from routelint.policies.data_access import accesses

META = RuleMeta(
    code="RL903",
    slug="fat-handler",
    category="structure",
    severity="info",
    tier="C",
    summary="A handler reads data, decides and answers, all in one long function",
    references=("https://martinfowler.com/bliki/PresentationDomainDataLayering.html",),
)

_ROLES = (Role.VIEW, Role.WEBSOCKET, Role.ASGI_APP, Role.WSGI_APP)
_STATEMENTS, _ACCESSES, _DECISIONS, _ANSWERS = 30, 3, 5, 2
_BEGINNING = frozenset({"start", "whole", "error", "more"})
_DECIDING = (ir.If, ir.For, ir.While, ir.Match, ir.Conditional)
_STATEMENT_KINDS = (
    ir.ExprStmt,
    ir.Assign,
    ir.AugAssign,
    ir.Return,
    ir.Raise,
    ir.Assert,
    ir.Delete,
    ir.If,
    ir.For,
    ir.While,
    ir.Try,
    ir.With,
    ir.Match,
    ir.Simple,
)


@dataclass(frozen=True, eq=False)
class Parts:
    """What a handler is made of."""

    statements: int
    accesses: tuple[ir.Node, ...]
    decisions: tuple[ir.Node, ...]
    answers: tuple[ir.Node, ...]

    @property
    def are_many(self) -> bool:
        return (
            len(self.accesses) >= _ACCESSES
            and len(self.decisions) >= _DECISIONS
            and len(self.answers) >= _ANSWERS
        )


def check(project: Project) -> Iterator[Finding]:
    seen: set[int] = set()
    for handler in project.with_role(*_ROLES):
        node = handler.function.node
        if id(node) in seen or node.span.end_line - node.span.line < _STATEMENTS // 2:
            continue
        seen.add(id(node))
        statements = _statements(node)
        if statements < _STATEMENTS:
            continue
        parts = _parts(project, handler, statements)
        if parts.are_many:
            yield _finding(project, handler, parts)


def _statements(function: ir.Function) -> int:
    found = sum(isinstance(n, _STATEMENT_KINDS) for n in ir.walk_body(function.body))
    first = function.body[0] if function.body else None
    if isinstance(first, ir.ExprStmt) and isinstance(first.value, ir.Constant):
        found -= 1
    return found


def _parts(project: Project, handler: Handler, statements: int) -> Parts:
    nodes = ir.walk_body(handler.function.node.body)
    return Parts(
        statements,
        tuple(accesses(project, handler.function)),
        tuple(node for node in nodes if isinstance(node, _DECIDING)),
        tuple(_answers(project, handler)),
    )


def _answers(project: Project, handler: Handler) -> Iterator[ir.Node]:
    """What is sent or written into the response, or else what is returned; and what is raised."""
    nodes = ir.walk_body(handler.function.node.body)
    told = [node for node in nodes if _tells(project, handler, node)]
    returned = [n for n in nodes if isinstance(n, ir.Return) and n.value is not None]
    yield from told or returned
    yield from (n for n in nodes if isinstance(n, ir.Raise) and n.exc is not None)


def _tells(project: Project, handler: Handler, node: ir.Node) -> bool:
    """Whether a part of a handler begins an answer, or writes the body of one."""
    scope = project.scope(handler.function)
    if isinstance(node, ir.Assign):
        writing = Writing.of(project)
        return any(writing.kind(target, scope) in ("body", "place") for target in node.targets)
    if not isinstance(node, ir.Call):
        return False
    sending = Sending.of(project)
    kinds = {sending.kind(node, scope)}
    for request in handler.framework.request_kinds:
        kinds |= {way.kind for way in sending.ways(node, scope, request)}
    return not kinds.isdisjoint(_BEGINNING)


def _finding(project: Project, handler: Handler, parts: Parts) -> Finding:
    function = handler.function
    path = function.module.path

    def related(node: ir.Node, text: str) -> Related:
        assert not isinstance(node, (ir.WithItem, ir.Clause))
        return Related(Location(path, node.span), text)

    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="medium",
        message=(
            f"`{handler.name}` has {parts.statements} statements, in which it gets at data "
            f"{len(parts.accesses)} times, decides {len(parts.decisions)} times and answers "
            f"{len(parts.answers)} times"
        ),
        path=path,
        span=function.node.name_span,
        hint=(
            "Move the data and the decisions into functions of their own, and let the handler read "
            "the request, call them and answer."
        ),
        related=(
            related(parts.accesses[0], "the first access to data"),
            related(parts.decisions[0], "the first decision"),
            related(parts.answers[0], "the first answer"),
        ),
        route=project.route_ref(handler),
        framework=handler.framework.slug,
        scope=handler.name,
        statement=None,
    )
