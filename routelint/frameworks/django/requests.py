"""The request: Django hands it over as a parameter that hardly anybody annotates."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.link import Linker
from routelint.model.modules import Module
from routelint.model.values import Instance, Symbol
from routelint.model.vocabulary import Framework

_REQUEST = Instance(Symbol("django.http.HttpRequest"))


def bind(linker: Linker, framework: Framework) -> None:
    """Makes parameters called `request` HTTP requests, in modules that use Django."""
    for module in linker.matched:
        if module.is_test or not _imports(module, framework):
            continue
        for function in linker.reading.functions_of(module):
            for param in function.node.params[:2]:
                if param.name == "request" and param.annotation is None:
                    linker.resolver.scope(function).bound[param.name] = _REQUEST
    linker.resolver.forget()


def _imports(module: Module, framework: Framework) -> bool:
    for part in module.facts.outline:
        if part.parent == -1 and part.kind == "import":
            for node in module.lower(part.index):
                if isinstance(node, ir.Import):
                    roots = {name.name.partition(".")[0] for name in node.names}
                elif isinstance(node, ir.ImportFrom):
                    roots = {node.module.partition(".")[0]} if node.level == 0 else set()
                else:
                    continue
                if roots & set(framework.packages):
                    return True
    return False
