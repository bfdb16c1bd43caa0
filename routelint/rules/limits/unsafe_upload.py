"""The name that a client gives a file becomes part of a path.

## What it does
Reports where the file name of an upload, as the client sent it, is joined to a directory: by
`os.path.join`, `joinpath`, `/` of `pathlib`, a text with a separator in it, or the argument of `open()`
and `save()`.

## Why it matters
The name is whatever the client writes into the request. `../app.py` leaves the directory, and with an
absolute name `os.path.join` and `pathlib` drop the directory altogether: whoever may upload a file may
overwrite the application.

## Example
```python
@app.post("/scans")
def add_scan():
    scan = request.files["scan"]
    scan.save(os.path.join(SCANS, scan.filename))
    return "saved", 201
```

## Use instead
```python
@app.post("/scans")
def add_scan():
    scan = request.files["scan"]
    name = secure_filename(scan.filename) or uuid4().hex
    scan.save(os.path.join(SCANS, name))
    return "saved", 201
```

## Frameworks
Flask, FastAPI, Starlette, aiohttp, Tornado and Falcon (`part.filename`, not `part.secure_filename`) hand the
name on as it was sent. Django has taken the directories off
(`UploadedFile.name` is a base name).
Litestar, too, keeps `UploadFile.filename` as it was sent.

## When it stays silent
When the name goes through a function first (`secure_filename`, `os.path.basename`, `Path(...).name`, one
of the project), and in functions that look afterwards whether the path is inside of the directory.

## Fix safety
There is no fix: which names are wanted is not in the code.

## References
- https://flask.palletsprojects.com/en/stable/patterns/fileuploads/
- https://cwe.mitre.org/data/definitions/22.html
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, RuleMeta
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef

META = RuleMeta(
    code="RL404",
    slug="unsafe-upload",
    category="limits",
    severity="error",
    tier="B",
    summary="The file name that a client sent becomes part of a path",
    cwe=(22, 434),
    references=("https://flask.palletsprojects.com/en/stable/patterns/fileuploads/",),
)

_CHECKS = frozenset(
    {
        "secure_filename",
        "sanitize_filename",
        "basename",
        "is_relative_to",
        "relative_to",
        "commonpath",
        "commonprefix",
        "realpath",
        "resolve",
        "absolute",
        "abspath",
        "safe_join",
    }
)
_OPENERS = frozenset({"open", "save", "write_bytes", "write_text"})


def check(project: Project) -> Iterator[Finding]:
    names = frozenset(name for framework in project.used for name in framework.upload_names)
    if not names:
        return
    for function in project.pipeline_functions():
        if _looks_at_paths(function):
            continue
        seen: set[int] = set()
        handlers = project.handlers_of(function)
        for built in _paths(project, function, names):
            if built.span.line in seen:
                continue
            seen.add(built.span.line)
            yield Finding(
                code=META.code,
                rule=META.slug,
                severity=META.severity,
                confidence="high",
                message=(
                    f"`{function.node.qualname}` takes the client's file name for a part of a path: "
                    "`../` leaves the directory."
                ),
                path=function.module.path,
                span=built.span,
                hint="Make a name of your own, or take only the last part: `secure_filename(...)`.",
                route=project.route_ref(handlers[0] if handlers else None),
                framework=handlers[0].framework.slug if handlers else project.used[0].slug,
                scope=function.node.qualname,
                statement=built.span,
            )


def _looks_at_paths(function: FunctionRef) -> bool:
    """Whether the function cleans a name, or asks where a path leads."""
    return any(
        str(ir.dotted(node.func) or getattr(node.func, "attr", "")).rpartition(".")[2] in _CHECKS
        for node in ir.nodes_of(function.node.body, ir.Call)
    )


def _paths(project: Project, function: FunctionRef, names: frozenset[str]) -> Iterator[ir.Expr]:
    """The expressions in which a raw name becomes part of a path, the outer ones first."""
    scope = project.scope(function)

    def raw(expr: ir.Expr | None) -> bool:
        return expr is not None and _is_raw(project, expr, scope, names)

    for node in ir.walk_body(function.node.body):
        if isinstance(node, ir.Call):
            called = project.name_of(node.func, scope)
            attr = node.func.attr if isinstance(node.func, ir.Attribute) else ""
            if called == "os.path.join" or attr == "joinpath":
                if any(raw(arg.value) for arg in node.args):
                    yield node
            elif called in ("builtins.open", "io.open") or attr in _OPENERS:
                first = node.positional(0)
                if raw(first) or _text_with(first, raw):
                    yield node
        elif isinstance(node, ir.BinaryOp):
            if (node.op == "/" and raw(node.right)) or (
                node.op == "+" and raw(node.right) and _ends_in_separator(node.left)
            ):
                yield node


def _text_with(expr: ir.Expr | None, raw: object) -> bool:
    """Whether a formatted text or a sum has the name in it."""
    assert callable(raw)
    if isinstance(expr, ir.FormattedString):
        return any(raw(part) for part in expr.parts)
    if isinstance(expr, ir.BinaryOp) and expr.op == "+":
        return bool(raw(expr.right) or raw(expr.left))
    return False


def _ends_in_separator(expr: ir.Expr) -> bool:
    if isinstance(expr, ir.BinaryOp):
        expr = expr.right
    if isinstance(expr, ir.Constant):
        return isinstance(expr.value, str) and expr.value.endswith(("/", "\\"))
    return ir.dotted(expr) in ("os.sep", "os.path.sep", "sep")


def _is_raw(project: Project, expr: ir.Expr, scope: Scope, names: frozenset[str]) -> bool:
    """Whether an expression is the name as the client sent it, or a variable that holds it."""
    if isinstance(expr, ir.Attribute):
        return project.name_of(expr, scope) in names
    if isinstance(expr, ir.Subscript):
        key = project.resolver.constant(expr.index, scope)
        classes = project.resolver.class_names(project.evaluate(expr.value, scope))
        items = {item for framework in project.used for item in framework.upload_items}
        return any((name, key) in items for name in classes)
    if isinstance(expr, ir.BoolOp):
        return any(_is_raw(project, value, scope, names) for value in expr.values)
    if isinstance(expr, ir.Name):
        bindings = scope.bindings(expr.id)
        return bool(bindings) and all(
            binding.kind == "value"
            and isinstance(binding.value, (ir.Attribute, ir.BoolOp, ir.Subscript))
            and _is_raw(project, binding.value, scope, names)
            for binding in bindings
        )
    return False
