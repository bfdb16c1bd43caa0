"""A parameter of a request is used as if it were a number or a truth value.

## What it does
Reports parameters of the query, of the path and of forms that are taken for something else than the
texts they are: `bool(...)` and `type=bool`, which make `True` of `"false"`; comparisons with numbers
and with `True`, which never hold; arithmetic, `range()`, slices and `<`, which raise a TypeError or,
for `*`, repeat the text.

## Why it matters
`?archived=false` shows the archive. `?page=2` is a 500 where no page at all works, because the default
is a number. A check that compares the text `"1"` with `1` silently never holds.

## Example
```python
@app.get("/books")
def books():
    page = request.args.get("page", 1)
    return jsonify(next=page + 1)
```

## Use instead
```python
@app.get("/books")
def books():
    page = request.args.get("page", 1, type=int)
    return jsonify(next=page + 1)
```

## Frameworks
All that hand texts on. Flask, Quart and Bottle convert with `type=`, Microdot only where there is a
query; so do `int` converters of paths. FastAPI, Litestar and django-ninja convert by annotation, so
that only parameters without one and what is read from the request itself are texts. Falcon has
`get_param_as_int` and `get_param_as_bool`. `type=bool` of a `RequestParser` calls `bool`; Flask-RESTful
and Flask-RESTX have `inputs.boolean`.

## When it stays silent
Where a variable has any value that is no such text, where its type is examined, for conditions that
ask whether something was sent, as they do where the rest of the function takes it for a text
(`get("callback", False)`), and for `bool()` of a form's field that may be missing: browsers leave
out a checkbox that is not ticked.

## Fix safety
`type=int` is safe for a text that is used as a number and nothing else: today every text is an error.
The comparison with `"true"` that replaces `bool()` changes what other texts mean, and is unsafe.

## References
- https://flask.palletsprojects.com/en/stable/api/#flask.Request.args
- https://werkzeug.palletsprojects.com/en/stable/datastructures/#werkzeug.datastructures.MultiDict.get
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from routelint.findings import Finding, Fix, Related, RuleMeta, Span
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import Handler
from routelint.model.modules import Module
from routelint.model.parameters import FORM, QUERY
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef
from routelint.policies.sites import first_line
from routelint.policies.texts import Text, Texts, conversions

META = RuleMeta(
    code="RL703",
    slug="stringly-parameter",
    category="data",
    severity="error",
    tier="B",
    summary="A parameter of a request is used as if it were a number or a truth value",
    fix="sometimes",
    cwe=(704,),
    references=("https://flask.palletsprojects.com/en/stable/api/#flask.Request.args",),
)

_NUMERIC_CALLS = {"builtins.range": 0, "builtins.round": 0, "builtins.abs": 0}
_NUMBERS = ("builtins.len", "builtins.int", "builtins.float")
_ORDER = ("<", "<=", ">", ">=")
_ARITHMETIC = ("+", "-", "/", "//", "**")


@dataclass(frozen=True, eq=False)
class Use:
    """A text that is taken for something else: `how` is "truth" (every text is true), "untrue" (none
    equals a truth value), "never" (none equals a number), "error" or "repeated"."""

    text: Text
    span: Span
    how: str
    operand: ir.Expr
    call: ir.Call | None = None


def check(project: Project) -> Iterator[Finding]:
    for function in project.pipeline_functions():
        texts = Texts(project, function)
        seen: set[int] = set()
        for use in _uses(project, function, texts):
            if use.span.line not in seen:
                seen.add(use.span.line)
                yield _finding(project, function, use)
    yield from _converted(project)


_USING = frozenset(
    [ir.Compare, ir.BinaryOp, ir.Call, ir.Slice, ir.Subscript, ir.If, ir.While, ir.Conditional]
)


def _uses(project: Project, function: FunctionRef, texts: Texts) -> Iterator[Use]:
    for node in ir.walk_body(function.node.body, only=_USING):
        if isinstance(node, ir.Compare):
            yield from _compared(project, texts, node)
        elif isinstance(node, ir.BinaryOp):
            yield from _calculated(project, texts, node)
        elif isinstance(node, ir.Call) and isinstance(node.func, ir.Name):
            yield from _called(project, function, texts, node)
        elif isinstance(node, ir.Slice):
            for part in node.parts:
                text = texts.of(part)
                if text is not None and part is not None:
                    yield Use(text, part.span, "error", part)
        elif isinstance(node, ir.Subscript):
            text = texts.of(node.index)
            if text is not None and _has_number_keys(project, node.value, texts):
                yield Use(text, node.span, "never", node.index)
        elif isinstance(node, (ir.If, ir.While, ir.Conditional)):
            test = node.test.operand if isinstance(node.test, ir.Not) else node.test
            text = texts.of(test)
            if text is not None and _means_truth(text) and not _is_a_text_beside(function, text):
                yield Use(text, test.span, "truth", test)


def _compared(project: Project, texts: Texts, node: ir.Compare) -> Iterator[Use]:
    left = node.left
    for op, right in zip(node.ops, node.comparators, strict=True):
        for one, other in ((left, right), (right, left)):
            text = texts.of(one)
            if text is None:
                continue
            value = project.resolver.constant(other, texts.scope)
            is_number = isinstance(value, (int, float))
            if isinstance(value, bool) and op in ("==", "!=", "is", "is not"):
                # `get("x", False) is False` asks whether it was sent.
                if not (op.startswith("is") and value is text.default):
                    yield Use(text, node.span, "untrue", one)
            elif op in ("==", "!=") and is_number:
                yield Use(text, node.span, "never", one)
            elif op in _ORDER and (is_number or _is_number(project, texts, other)):
                yield Use(text, node.span, "error", one)
            elif op in ("in", "not in") and one is left:
                items = project.resolver.items(other, texts.scope)
                values = [project.resolver.constant(*item) for item in items or ()]
                if values and all(isinstance(v, (int, float)) for v in values):
                    yield Use(text, node.span, "never", one)
        left = right


def _is_number(project: Project, texts: Texts, expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Call) and project.name_of(expr.func, texts.scope) in _NUMBERS


def _calculated(project: Project, texts: Texts, node: ir.BinaryOp) -> Iterator[Use]:
    for one, other in ((node.left, node.right), (node.right, node.left)):
        value = project.resolver.constant(other, texts.scope)
        if not isinstance(value, (int, float)) and not _is_number(project, texts, other):
            continue
        text = texts.of(one)
        if text is None:
            continue
        if node.op in _ARITHMETIC:
            yield Use(text, node.span, "error", one)
        elif node.op == "*":
            yield Use(text, node.span, "repeated", one)


def _called(project: Project, function: FunctionRef, texts: Texts, call: ir.Call) -> Iterator[Use]:
    name = project.name_of(call.func, texts.scope)
    if name == "builtins.bool":
        operand = call.positional(0)
        text = texts.of(operand)
        if text is None or operand is None or _may_be_checkbox(text):
            return
        if not _is_read_as_text(function, texts, text):
            yield Use(text, call.span, "truth", operand, call)
    elif name == "builtins.range":
        for argument in call.args:
            text = texts.of(argument.value)
            if text is not None:
                yield Use(text, call.span, "error", argument.value)
    elif name in _NUMERIC_CALLS:
        operand = call.positional(_NUMERIC_CALLS[name])
        text = texts.of(operand)
        if text is not None and operand is not None:
            yield Use(text, call.span, "error", operand)
    elif name in ("builtins.min", "builtins.max") and len(call.args) > 1:
        values = [project.resolver.constant(a.value, texts.scope) for a in call.args]
        if any(isinstance(value, (int, float)) for value in values):
            for argument in call.args:
                text = texts.of(argument.value)
                if text is not None:
                    yield Use(text, call.span, "error", argument.value)


def _has_number_keys(project: Project, expr: ir.Expr, texts: Texts) -> bool:
    items = project.resolver.items(expr, texts.scope)
    if not items or isinstance(expr, ir.Collection):
        return False
    keys = [project.resolver.constant(*item) for item in items]
    value = project.evaluate(expr, texts.scope)
    written = getattr(value, "expr", expr)
    return isinstance(written, ir.Dictionary) and all(isinstance(key, int) for key in keys)


def _means_truth(text: Text) -> bool:
    """Whether a condition on a text means what it says, and not that it was sent: with a truth value
    for a default."""
    if text.where == QUERY:
        return isinstance(text.default, bool)
    return text.where == FORM and text.default is True


def _is_a_text_beside(function: FunctionRef, text: Text) -> bool:
    """Whether a function does with the variable what is done with texts only, so that a condition on
    it asks whether it was sent (`get("callback", False)`)."""
    name = text.variable
    for node in ir.walk_body(function.node.body) if name else ():
        parts: tuple[ir.Expr | None, ...] = ()
        if isinstance(node, ir.Attribute):
            parts = (node.value,)
        elif isinstance(node, ir.Call) and ir.dotted(node.func) == "str":
            parts = (node.positional(0),)
        elif isinstance(node, ir.BinaryOp) and node.op in ("+", "%"):
            parts = (node.left, node.right)
        elif isinstance(node, ir.Compare) and any(map(_is_text, (node.left, *node.comparators))):
            parts = (node.left, *node.comparators)
        if any(isinstance(part, ir.Name) and part.id == name for part in parts):
            return True
    return False


def _is_text(expr: ir.Expr) -> bool:
    return isinstance(expr, ir.Constant) and isinstance(expr.value, str)


def _may_be_checkbox(text: Text) -> bool:
    return text.where == FORM and not text.required and text.default is not True


def _is_read_as_text(function: FunctionRef, texts: Texts, text: Text) -> bool:
    """Whether a function reads the same parameter for something else than its truth, too: then
    `bool()` asks whether it was sent."""
    nodes = ir.walk_body(function.node.body)
    aside: set[int] = set()
    for node in nodes:
        if isinstance(node, ir.Call) and ir.dotted(node.func) == "bool":
            aside |= {id(part) for argument in node.args for part in ir.walk(argument.value)}
        elif isinstance(node, ir.Assign):
            aside |= {id(target) for target in node.targets}
    for node in nodes:
        if id(node) in aside:
            continue
        if isinstance(node, ir.Name):
            if node.id == text.variable:
                return True
        elif isinstance(node, (ir.Call, ir.Subscript)) and text.key:
            other = texts.of(node)
            if other is not None and (other.key, other.where) == (text.key, text.where):
                if other.place != text.place:
                    return True
    return False


def _finding(project: Project, function: FunctionRef, use: Use) -> Finding:
    text, path = use.text, function.module.path
    handlers = project.handlers_of(function)
    read_here = text.place.path == path and text.place.span.line == use.span.line
    name = f"`{text.key}`" if text.key else "The parameter"
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=f"{name} is a text: {_consequence(use)}.",
        path=path,
        span=first_line(use.span),
        hint=_hint(use),
        related=() if read_here else (Related(text.place, "the text is read here"),),
        route=project.route_ref(handlers[0] if handlers else None),
        framework=text.framework.slug,
        fix=_fix(function, use),
        scope=function.node.qualname,
        statement=use.span,
    )


def _consequence(use: Use) -> str:
    if use.how == "truth":
        return '`"false"` and `"0"` count as true'
    if use.how in ("never", "untrue"):
        return "it never equals a number or a truth value"
    if use.how == "repeated":
        return "`*` repeats it instead of calculating"
    return "whatever the client sends raises a TypeError, and the answer is a 500"


def _hint(use: Use) -> str:
    shown = ir.text(use.operand)
    if use.how in ("truth", "untrue"):
        return f'Compare with the text that means yes: `{shown} == "true"`.'
    inputs = use.text.framework.parameters
    if inputs.converter and inputs.offers_converter and use.text.call is not None:
        return "Convert it where it is read: `type=int`."
    return f"Convert it first, and answer a 400 where that fails: `int({shown})`."


def _fix(function: FunctionRef, use: Use) -> Fix | None:
    path, text = function.module.path, use.text
    if use.how == "truth" and use.call is not None and not isinstance(use.operand, ir.BoolOp):
        func = use.call.func.span
        return build.fix(
            "unsafe",
            'Compare with `"true"`',
            build.delete(path, func),
            build.insert(path, use.operand.span.end, ' == "true"'),
        )
    inputs = text.framework.parameters
    converter = inputs.converter if inputs.offers_converter else ""
    if use.how in ("error", "never") and converter and text.call is not None:
        if text.place.path == path and (
            not text.variable or _is_read_once(function, text.variable)
        ):
            safety: Literal["safe", "unsafe"] = "safe" if use.how == "error" else "unsafe"
            if not isinstance(text.default, str):
                edit = build.add_argument(path, text.call.args_span, f"{converter}=int")
                return build.fix(safety, "Convert the text where it is read", edit)
    return None


def _is_read_once(function: FunctionRef, name: str) -> bool:
    """Whether a name gets one value, which is used in one place."""
    nodes = list(ir.nodes_of(function.node.body, ir.Name))
    return sum(node.id == name for node in nodes) == 2


def _converted(project: Project) -> Iterator[Finding]:
    """Calls and parsers that are told to convert a text with `bool`, wherever they stand."""
    functions = project.pipeline_functions()
    statements = [(m, s) for m in project.modules if not m.is_test for s in m.top_level()]
    declaring = {n.rpartition(".")[2] for f in project.used for n in f.parameters.parsers}
    if declaring:
        functions = project.functions_with(frozenset(declaring))
        statements += project.index.elsewhere(frozenset(declaring))
    for function in functions:
        yield from _converted_by_truth(project, function)
    for module, statement in statements:
        yield from _at_import(project, module, statement)


def _converted_by_truth(project: Project, function: FunctionRef) -> Iterator[Finding]:
    """Calls that are told to convert a text with `bool`."""
    scope = project.scope(function)
    handlers = project.handlers_of(function)
    for node in ir.nodes_of(function.node.body, ir.Call):
        if isinstance(node.func, ir.Attribute):
            yield from _converting(project, node, scope, handlers, function.node.qualname)


def _at_import(project: Project, module: Module, statement: ir.Stmt) -> Iterator[Finding]:
    """Parsers that modules make."""
    if not isinstance(statement, (ir.Function, ir.Class)):
        for node in ir.walk(statement):
            if isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute):
                yield from _converting(project, node, module.scope, [], "")


def _converting(
    project: Project, call: ir.Call, scope: Scope, handlers: list[Handler], qualname: str
) -> Iterator[Finding]:
    for framework, given in conversions(project, call, scope):
        if given != "builtins.bool":
            continue
        key = project.resolver.constant(call.positional(0), scope)
        yield Finding(
            code=META.code,
            rule=META.slug,
            severity=META.severity,
            confidence="high",
            message=(
                f'`type=bool` calls `bool()` with the text of `{key}`: `"false"` and `"0"` '
                "count as true."
            ),
            path=scope.module.path,
            span=first_line(call.span),
            hint='Convert by what the text says: `type=lambda text: text.lower() == "true"`.',
            route=project.route_ref(handlers[0] if handlers else None),
            framework=framework.slug,
            scope=qualname,
            statement=call.span,
        )
