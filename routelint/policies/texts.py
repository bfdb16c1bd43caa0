"""The texts that clients send as parameters: which expressions are one, unconverted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routelint.findings import Location
from routelint.model import ir
from routelint.model.app import Role
from routelint.model.parameters import PATH, QUERY
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, Instance, Member, Symbol
from routelint.model.vocabulary import Framework

_MAPPED = ("get", "[]")


@dataclass(frozen=True, eq=False)
class Text:
    """A parameter as the client sent it. `where` is "path", "query" or "form"; `key` its name, "" when
    that is not known. `call` gives it, None for `mapping[key]` and arguments of handlers; `default` is
    what stands in for a missing one. `place` is where it is read, `variable` the name that holds it."""

    where: str
    key: str
    framework: Framework
    place: Location
    call: ir.Call | None = None
    default: object = None
    required: bool = False
    variable: str = ""


class Texts:
    """The texts of one function."""

    def __init__(self, project: Project, function: FunctionRef) -> None:
        self.project = project
        self.function = function
        self.scope = project.scope(function)
        self._names: dict[str, Text | None] = {}

    def of(self, expr: ir.Expr | None) -> Text | None:
        """The text that an expression is whenever the client sends it, or None."""
        if isinstance(expr, (ir.Call, ir.Subscript)):
            text = _read(self.project, expr, self.scope)
            if text is None or text.where != PATH or not text.framework.parameters.path_texts:
                return text
            return text if self._is_left_a_text(text) else None
        if isinstance(expr, ir.BoolOp) and expr.op == "or" and len(expr.values) == 2:
            # A text that was sent wins over what stands behind the `or`.
            text = self.of(expr.values[0])
            if text is None:
                return None
            fallback = self.project.resolver.constant(expr.values[1], self.scope)
            return replace(text, default=fallback)
        if isinstance(expr, ir.Name):
            if expr.id not in self._names:
                self._names[expr.id] = None
                self._names[expr.id] = self._named(expr.id)
            return self._names[expr.id]
        return None

    def _named(self, name: str) -> Text | None:
        bindings = self.scope.bindings(name)
        texts: list[Text] = []
        for binding in bindings:
            if binding.kind == "parameter" and isinstance(binding.node, ir.Parameter):
                text = self._given(binding.node)
            elif binding.kind == "value" and binding.index is None:
                text = self.of(binding.value)
            else:
                text = None
            if text is None:
                return None
            texts.append(text)
        if not texts or _is_examined(self.function.node, name):
            return None
        return replace(texts[-1], variable=name)

    def _given(self, param: ir.Parameter) -> Text | None:
        """What a handler is given as an argument: a variable part of its path, or of the query."""
        place = Location(self.function.module.path, param.span)
        for handler in self.project.handlers_of(self.function):
            inputs = handler.framework.parameters
            if handler.role != Role.VIEW or not handler.routes:
                return None
            if handler.decorators and any(
                use.kind not in ("registration", "guard") for use in handler.decorators
            ):
                return None
            patterns = [route.pattern for route in handler.routes]
            found = [
                next((p for p in pattern.params if p.name == param.name), None)
                for pattern in patterns
                if pattern is not None
            ]
            if len(found) != len(patterns):
                return None
            if all(p is not None and p.converter in inputs.path_texts for p in found):
                if param.annotation is None or self._is_text(param.annotation):
                    return Text(PATH, param.name, handler.framework, place, required=True)
            elif inputs.typed and not any(found):
                if param.annotation is None and isinstance(param.default, ir.Constant):
                    given = param.default.value
                    return Text(QUERY, param.name, handler.framework, place, default=given)
            return None
        return None

    def _is_left_a_text(self, text: Text) -> bool:
        """Whether no converter of the routes of this very handler makes anything else of it."""
        routes = [route for h in self.project.handlers_of(self.function) for route in h.routes]
        kinds = {
            param.converter
            for route in routes
            for param in (route.pattern.params if route.pattern is not None else ())
            if param.name == text.key
        }
        return bool(kinds) and kinds <= text.framework.parameters.path_texts

    def _is_text(self, annotation: ir.Expr) -> bool:
        return self.project.name_of(annotation, self.function.scope) == "builtins.str"


def _is_examined(function: ir.Function, name: str) -> bool:
    """Whether a function asks for the type of what a name holds."""
    for node in ir.nodes_of(function.body, ir.Call):
        if ir.dotted(node.func) in ("isinstance", "type"):
            first = node.positional(0)
            if isinstance(first, ir.Name) and first.id == name:
                return True
    return False


def _read(project: Project, expr: ir.Call | ir.Subscript, scope: Scope) -> Text | None:
    """The text that a call or an item of a mapping is, also where a function of the project gives it."""
    value = project.evaluate(expr, scope)
    if isinstance(value, Instance) and isinstance(value.cls, Symbol) and value.call is not None:
        inner = value.scope or scope
        reader = reader_of(project, value.cls.name)
        if reader is None:
            return None
        framework, where = reader
        inputs = framework.parameters
        call = value.call
        if inputs.converter and call.argument(inputs.converter_index, inputs.converter) is not None:
            return None
        if call.has_double_star or any(argument.star for argument in call.args):
            return None
        name, index = inputs.default
        default = call.argument(index, name)
        if default is not None and not project.resolver.is_constant(default, inner):
            return None
        key = project.resolver.constant(call.positional(0), inner)
        return Text(
            where,
            key if isinstance(key, str) else "",
            framework,
            Location(inner.module.path, call.span),
            call,
            None if default is None else project.resolver.constant(default, inner),
        )
    if isinstance(value, Member) and isinstance(expr, ir.Subscript):
        reader = reader_of(project, value.name)
        if reader is None or isinstance(expr.index, ir.Slice) or not reader[0].parameters.items:
            return None
        key = project.resolver.constant(expr.index, scope)
        return Text(
            reader[1],
            key if isinstance(key, str) else "",
            reader[0],
            Location(scope.module.path, expr.span),
            required=True,
        )
    return None


def reader_of(project: Project, name: str) -> tuple[Framework, str] | None:
    """Whose texts the function (or item) of a canonical name gives, and where they stand."""
    return project.memo("readers-of-texts", lambda: _readers(project)).get(name)


def _readers(project: Project) -> dict[str, tuple[Framework, str]]:
    found: dict[str, tuple[Framework, str]] = {}
    for framework in project.used:
        for name, where in framework.parameters.mappings.items():
            for member in _MAPPED:
                found.setdefault(f"{name}.{member}", (framework, where))
        for name, where in framework.parameters.calls.items():
            found.setdefault(name, (framework, where))
    return found


def conversions(project: Project, call: ir.Call, scope: Scope) -> Iterator[tuple[Framework, str]]:
    """The name of what a call is told to convert a parameter with, and the framework that does."""
    parsers = {name: f for f in project.used for name in f.parameters.parsers}
    name = project.name_of(call.func, scope)
    if name in parsers:
        framework = parsers[name]
        given = call.keyword(framework.parameters.parsers[name])
    else:
        reader = reader_of(project, name)
        if reader is None or not reader[0].parameters.converter:
            return
        framework = reader[0]
        given = call.argument(framework.parameters.converter_index, framework.parameters.converter)
    if given is not None:
        yield framework, project.name_of(given, scope)
