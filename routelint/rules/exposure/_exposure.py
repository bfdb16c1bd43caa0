"""A place at which files are exposed."""

from __future__ import annotations

from dataclasses import dataclass

from routelint.findings import Related
from routelint.model.app import Ref
from routelint.model.values import FunctionRef
from routelint.model.vocabulary import Framework


@dataclass(frozen=True, eq=False)
class Exposure:
    place: Ref
    framework: Framework
    message: str
    hint: str
    function: FunctionRef | None = None
    related: tuple[Related, ...] = ()
