"""What a name or expression stands for, as far as it can be known without running the code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from routelint.findings import Location
from routelint.model import ir

if TYPE_CHECKING:
    from routelint.model.modules import Module
    from routelint.model.scopes import Scope


@dataclass(frozen=True)
class Symbol:
    """Something outside the project, by its canonical dotted name: `flask.jsonify`."""

    name: str


@dataclass(frozen=True, eq=False)
class ModuleRef:
    module: Module


@dataclass(frozen=True)
class FunctionRef:
    """A function of the project. `owner` is the class it was looked up on, for a method.

    Two references to one `def` are equal whatever scope they were found through.
    """

    module: Module
    node: ir.Function
    scope: Scope
    owner: ClassRef | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FunctionRef) and other.node is self.node

    def __hash__(self) -> int:
        return hash(id(self.node))

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def location(self) -> Location:
        return Location(self.module.path, self.node.name_span)

    @property
    def dotted(self) -> str:
        return f"{self.module.name}.{self.node.qualname}"


@dataclass(frozen=True)
class ClassRef:
    """A class of the project."""

    module: Module
    node: ir.Class
    scope: Scope

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ClassRef) and other.node is self.node

    def __hash__(self) -> int:
        return hash(id(self.node))

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def location(self) -> Location:
        return Location(self.module.path, self.node.name_span)

    @property
    def dotted(self) -> str:
        return f"{self.module.name}.{self.node.qualname}"


@dataclass(frozen=True)
class Instance:
    """The result of calling `cls`: an object of that class, or what that function returns.

    `call` and `scope` are the creating call and where its arguments are to be evaluated; None for an
    instance known only by annotation. One creating call is one object: `site` identifies it.
    """

    cls: Symbol | ClassRef
    call: ir.Call | None = None
    scope: Scope | None = None
    receiver: Value | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instance) and self.cls == other.cls and self.call is other.call

    def __hash__(self) -> int:
        return hash((self.cls, id(self.call)))

    @property
    def site(self) -> int | None:
        return None if self.call is None else id(self.call)


@dataclass(frozen=True)
class Member:
    """An attribute of an instance or class that is defined outside the project.

    `name` is canonical: for `app.route` with a Flask application it is `flask.Flask.route`.
    """

    name: str
    receiver: Value


@dataclass(frozen=True)
class BoundMethod:
    """A method of the project looked up on an instance of a project class."""

    function: FunctionRef
    receiver: Value


@dataclass(frozen=True, eq=False)
class Known:
    """A literal, collection or other expression, with the scope in which to read it."""

    expr: ir.Expr
    scope: Scope


Value = Union[Symbol, ModuleRef, FunctionRef, ClassRef, Instance, Member, BoundMethod, Known]


def callable_name(value: Value | None) -> str | None:
    """The canonical dotted name of an external thing, else None."""
    if isinstance(value, (Symbol, Member)):
        return value.name
    return None


def as_function(value: Value | None) -> FunctionRef | None:
    if isinstance(value, FunctionRef):
        return value
    if isinstance(value, BoundMethod):
        return value.function
    return None
