"""Which requests a test lets pass, those that ask or those that change something, where functions of the
project make it: `if await form.submitted(): ...`, and `submitted()` looks at the method.
"""

from __future__ import annotations

from routelint.flow.asking import holds_for
from routelint.model import ir
from routelint.model.project import Project
from routelint.model.scopes import Scope
from routelint.model.values import FunctionRef, as_function


class Sides:
    """The answers for one project, kept."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @classmethod
    def of(cls, project: Project) -> Sides:
        return project.memo("sides", lambda: cls(project))

    def of_test(self, test: ir.Expr, scope: Scope) -> str:
        """As `flow.asking.holds_for`, through names and functions of the project."""
        return holds_for(test, lambda expr: self._otherwise(expr, scope))

    def _otherwise(self, expr: ir.Expr, scope: Scope) -> str:
        if isinstance(expr, ir.Name):
            bindings = scope.bindings(expr.id)
            value = bindings[0].value if len(bindings) == 1 else None
            if not isinstance(value, (ir.Await, ir.BoolOp, ir.Call, ir.Compare, ir.Not)):
                return "any"
            key = f"side-of-name:{id(value)}"
            return self.project.guarded_memo(key, "any", lambda: self.of_test(value, scope))
        if isinstance(expr, ir.Call):
            called = as_function(self.project.evaluate(expr.func, scope))
            if called is not None and not called.node.is_generator:
                return self._of_function(called)
        return "any"

    def _of_function(self, function: FunctionRef) -> str:
        """For which requests a function gives something that holds."""

        def compute() -> str:
            scope = self.project.scope(function)
            returns = ir.nodes_of(function.node.body, ir.Return)
            if len(returns) == 1 and returns[0].value is not None:
                side = self.of_test(returns[0].value, scope)
                if side != "any":
                    return side
            walk = _Asked(self, scope)
            return "changing" if walk.gives_nothing(function.node.body) and walk.told else "any"

        return self.project.guarded_memo(f"side:{id(function.node)}", "any", compute)


class _Asked:
    """Goes through a function as a request that only asks does. `told`: whether anything was left out
    because it is for the others."""

    def __init__(self, sides: Sides, scope: Scope) -> None:
        self.sides = sides
        self.scope = scope
        self.told = False

    def gives_nothing(self, statements: tuple[ir.Stmt, ...]) -> bool:
        """Whether nothing that holds is returned."""
        for statement in statements:
            if isinstance(statement, ir.Return):
                return self.is_nothing(statement.value)
            if isinstance(statement, ir.Raise):
                return True
            if not all(self.gives_nothing(arm) for arm in self.arms(statement)):
                return False
        return True

    def is_nothing(self, value: ir.Expr | None) -> bool:
        if value is None or (isinstance(value, ir.Constant) and not value.value):
            return True
        changing = self.sides.of_test(value, self.scope) == "changing"
        self.told |= changing
        return changing

    def arms(self, statement: ir.Stmt) -> list[tuple[ir.Stmt, ...]]:
        if isinstance(statement, ir.If):
            side = self.sides.of_test(statement.test, self.scope)
            self.told |= side in ("changing", "safe")
            arms = [statement.body] if side != "changing" else []
            return [*arms, statement.orelse] if side != "safe" else arms
        if isinstance(statement, (ir.For, ir.While)):
            return [statement.body, statement.orelse]
        if isinstance(statement, ir.With):
            return [statement.body]
        if isinstance(statement, ir.Try):
            handlers = [handler.body for handler in statement.handlers]
            return [statement.body, *handlers, statement.orelse, statement.finalbody]
        if isinstance(statement, ir.Match):
            return [case.body for case in statement.cases]
        return []
