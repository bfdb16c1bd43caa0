"""Nobody looks at whether the input is valid.

## What it does
Reports validations whose result is lost: `form.is_valid()` as a statement (or assigned to a name that
nobody reads), and conditions on the method itself, `if form.is_valid:`, which always hold.

## Why it matters
The handler goes on with input that was refused: a form's `cleaned_data` without the fields that are
wrong, a serializer's `data` as the client sent it. A form of Flask-WTF that is not asked also lets
requests without a CSRF token pass.

## Example
```python
def order(request):
    form = OrderForm(request.POST)
    form.is_valid()
    place_order(**form.cleaned_data)
    return HttpResponse("ordered")
```

## Use instead
```python
def order(request):
    form = OrderForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    place_order(**form.cleaned_data)
    return HttpResponse("ordered")
```

## Frameworks
Forms of Django, serializers of Django REST framework, and forms of WTForms and Flask-WTF in Flask.
A serializer raises by itself with `raise_exception=True`. Other frameworks check input before the
handler runs, or have no forms of their own.

## When it stays silent
Where the errors are looked at, where the validation is asked again in a condition, and where the form
is handed on, to be shown, without anything being made of it.

## Fix safety
Unsafe: what was accepted is refused then.

## References
- https://docs.djangoproject.com/en/stable/ref/forms/api/#django.forms.Form.is_valid
- https://www.django-rest-framework.org/api-guide/serializers/#raising-an-exception-on-invalid-data
- https://flask-wtf.readthedocs.io/en/stable/form/
"""

from __future__ import annotations

from collections.abc import Iterator

from routelint.findings import Finding, Fix, RuleMeta, Span
from routelint.fixes import build
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.values import FunctionRef
from routelint.policies.sites import first_line
from routelint.policies.validations import Validation, validations

META = RuleMeta(
    code="RL705",
    slug="invalid-input-ignored",
    category="data",
    severity="error",
    tier="B",
    summary="Nobody looks at whether the input is valid",
    fix="sometimes",
    cwe=(20, 252),
    references=(
        "https://docs.djangoproject.com/en/stable/ref/forms/api/#django.forms.Form.is_valid",
    ),
)


def check(project: Project) -> Iterator[Finding]:
    for function in project.pipeline_functions():
        for validation in validations(project, function):
            yield _finding(project, function, validation)


def _finding(project: Project, function: FunctionRef, validation: Validation) -> Finding:
    path, expr = function.module.path, validation.expr
    handlers = project.handlers_of(function)
    shown = ir.text(expr)
    if validation.call is None:
        message = f"`{shown}` is a method, which is always true: it is not called."
        hint = f"Call it: `{shown}()`."
    else:
        message = f"Nobody looks at what `{shown}` says: invalid input is used like valid input."
        raising = validation.raising
        hint = (
            f"Let it raise: `{ir.text(validation.call.func)}({raising}=True)`."
            if raising
            else f"Answer where it fails: `if not {shown}: ...`."
        )
    return Finding(
        code=META.code,
        rule=META.slug,
        severity=META.severity,
        confidence="high",
        message=message,
        path=path,
        span=first_line(expr.span),
        hint=hint,
        route=project.route_ref(handlers[0] if handlers else None),
        framework=validation.framework.slug,
        fix=_fix(path, validation),
        scope=function.node.qualname,
        statement=_whole(validation),
    )


def _whole(validation: Validation) -> Span:
    return validation.expr.span


def _fix(path: str, validation: Validation) -> Fix | None:
    if validation.call is None:
        edit = build.insert(path, validation.expr.span.end, "()")
        return build.fix("unsafe", "Call the method", edit)
    if validation.raising and validation.call.keyword(validation.raising) is None:
        argument = f"{validation.raising}=True"
        added = build.add_argument(path, validation.call.args_span, argument)
        return build.fix("unsafe", "Raise where the input is invalid", added)
    return None
