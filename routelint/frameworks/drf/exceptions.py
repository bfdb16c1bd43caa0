"""The handler of exceptions that the settings name."""

from __future__ import annotations

from routelint.findings import Location
from routelint.frameworks.django.settings import text_of
from routelint.model import ir
from routelint.model.app import ErrorHandler, Role
from routelint.model.link import Linker
from routelint.model.values import Known, as_function


def read(linker: Linker) -> None:
    """REST framework asks it for the answer to whatever a view raises:
    https://www.django-rest-framework.org/api-guide/exceptions/#custom-exception-handling"""
    framework = next(f for f in linker.frameworks if f.slug == "drf")
    for container in list(linker.containers.values()):
        for setting in container.settings:
            if setting.key != "REST_FRAMEWORK" or setting.value is None:
                continue
            value = linker.resolver.evaluate(setting.value.expr, setting.value.scope)
            if not isinstance(value, Known) or not isinstance(value.expr, ir.Dictionary):
                continue
            for key, item in value.expr.items:
                name = text_of(linker, item, value.scope)
                if text_of(linker, key, value.scope) != "EXCEPTION_HANDLER" or name is None:
                    continue
                location = Location(value.scope.module.path, item.span)
                function = as_function(linker.imported(name))
                container.registrations.append(
                    ErrorHandler(
                        container,
                        location,
                        linker.next_order(),
                        value.scope,
                        statement=setting.statement,
                        selector="builtins.Exception",
                        handler=linker.calling.handler(
                            function, Role.ERROR_HANDLER, framework, container, location
                        ),
                    )
                )
