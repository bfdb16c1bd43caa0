"""Tests of the origin that a request names, before it is sent back."""

from __future__ import annotations

from routelint.model import ir
from routelint.policies.leaky_patterns import leaks
from routelint.policies.sites import words_of
from routelint.rules.exposure._headers import Reader, Test, Write

_JUDGING = frozenset(
    {
        "allow",
        "allowed",
        "allows",
        "check",
        "cors",
        "origin",
        "origins",
        "permitted",
        "trusted",
        "valid",
    }
)
#: The reason where nothing is tested.
WHATEVER = "whatever it is"


def lets_all_in(reader: Reader, write: Write) -> bool:
    """Whether one of the tests passes for every origin where a setting holds `*`, and no other test may
    keep strangers out."""
    tests = [test for test in write.tests if reader.mentions_origin(test.expr)]
    open_ones = [test for test in tests if _passes_for_star(reader, test.expr, test.holds)]
    return (
        bool(open_ones)
        and all(test in open_ones or _judge(reader, test) == "" for test in tests)
        and not any(_asks_a_function(reader, test.expr) for test in write.tests)
    )


def is_asked_for(reader: Reader, write: Write) -> bool:
    """Whether a test on the way asks whether a setting holds `*`."""
    return any(
        _asks_for_star(reader, node, True) or _asks_for_star(reader, node, False)
        for test in write.tests
        for node in ir.walk(test.expr)
        if isinstance(node, ir.Compare)
    )


def _asks_a_function(reader: Reader, expr: ir.Expr, depth: int = 0) -> bool:
    """Whether a condition calls what, by its name, judges origins: `self.is_valid_origin(headers)`."""
    for node in ir.walk(expr):
        if isinstance(node, ir.Call) and not reader.is_origin(node):
            name = ir.text(node.func).rpartition(".")[2]
            if not _JUDGING.isdisjoint(words_of(name)):
                return True
        elif isinstance(node, ir.Name) and depth < 2:
            for value in reader.values_of(node):
                if value is not None and _asks_a_function(reader, value, depth + 1):
                    return True
    return False


def _passes_for_star(reader: Reader, expr: ir.Expr, holds: bool, depth: int = 0) -> bool:
    """Whether a condition goes that way when a list of origins holds `*`, or the one of the request."""
    if isinstance(expr, ir.Not):
        return _passes_for_star(reader, expr.operand, not holds, depth)
    if isinstance(expr, ir.Name) and depth < 4:
        values = reader.values_of(expr)
        one = values[0] if len(values) == 1 else None
        return one is not None and _passes_for_star(reader, one, holds, depth + 1)
    if isinstance(expr, ir.BoolOp):
        parts = expr.values
        if (expr.op == "or") is not holds:
            # All parts go that way: one of them for `*`, and no other keeps strangers out.
            open_ones = [p for p in parts if _passes_for_star(reader, p, holds, depth)]
            return bool(open_ones) and all(
                part in open_ones
                or not reader.mentions_origin(part)
                or _judge(reader, Test(part, holds)) == ""
                for part in parts
            )
        # "or" that holds, and "and" that doesn't: each part alone is enough.
        return any(reader.mentions_origin(part) for part in parts) and any(
            _asks_for_star(reader, part, holds) for part in parts
        )
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        # `{"*", origin}` has something in common with the list.
        if expr.func.attr in ("intersection", "isdisjoint"):
            sides = (expr.func.value, expr.positional(0))
            return holds is (expr.func.attr == "intersection") and _hold_both(reader, sides)
        return False
    if isinstance(expr, ir.BinaryOp) and expr.op == "&":
        return holds and _hold_both(reader, (expr.left, expr.right))
    return False


def _asks_for_star(reader: Reader, expr: ir.Expr, holds: bool) -> bool:
    """Whether a comparison goes that way for a list that holds `*`, or that is it."""
    if isinstance(expr, ir.Not):
        return _asks_for_star(reader, expr.operand, not holds)
    if not isinstance(expr, ir.Compare) or len(expr.ops) != 1:
        return False
    sides = (expr.left, expr.comparators[0])
    if expr.ops[0] not in (("in", "==") if holds else ("not in", "!=")):
        return False
    return any(_is_star(reader, side) for side in sides) and not any(
        reader.mentions_origin(side) for side in sides
    )


def _is_star(reader: Reader, expr: ir.Expr) -> bool:
    if isinstance(expr, ir.Collection):
        return len(expr.items) == 1 and _is_star(reader, expr.items[0])
    return isinstance(expr, (ir.Constant, ir.Name, ir.Attribute)) and reader.text(expr) == "*"


def _hold_both(reader: Reader, sides: tuple[ir.Expr | None, ...]) -> bool:
    """Whether one side is a collection of `*` and the origin."""
    for side in sides:
        expr = side
        if isinstance(expr, ir.Name):
            values = reader.values_of(expr)
            expr = values[0] if len(values) == 1 else None
        if isinstance(expr, ir.Collection):
            if any(_is_star(reader, item) for item in expr.items):
                return any(reader.is_origin(item) for item in expr.items)
    return False


def why_any(reader: Reader, write: Write) -> str | None:
    """Why the origin may be a stranger's; None when a test may keep strangers out."""
    weak = ""
    for test in write.tests:
        if _asks_a_function(reader, test.expr):
            return None
        if not reader.mentions_origin(test.expr):
            continue
        judged = _judge(reader, test)
        if judged is None:
            return None
        weak = judged or weak
    return weak or WHATEVER


def _judge(reader: Reader, test: Test) -> str | None:
    """ "" for a test that says nothing, a reason for a weak one, None for one that may be good."""
    expr, holds = test.expr, test.holds
    while isinstance(expr, ir.Not):
        expr, holds = expr.operand, not holds
    if isinstance(expr, ir.BoolOp):
        verdicts = [
            _judge(reader, Test(part, holds))
            for part in expr.values
            if reader.mentions_origin(part)
        ]
        if any(verdict is None for verdict in verdicts):
            return None
        return next((verdict for verdict in verdicts if verdict), "")
    if isinstance(expr, ir.Name) and not reader.is_origin(expr):
        values = reader.values_of(expr)
        return _judge(reader, Test(values[0], holds)) if len(values) == 1 and values[0] else None
    if isinstance(expr, (ir.Name, ir.Attribute, ir.Subscript, ir.NamedExpr)):
        return ""
    if isinstance(expr, ir.Call) and reader.is_origin(expr):
        return ""
    if isinstance(expr, ir.Compare) and len(expr.ops) == 1:
        return _compared(reader, expr)
    if isinstance(expr, ir.Call) and isinstance(expr.func, ir.Attribute):
        return _called(reader, expr, expr.func)
    return None


def _compared(reader: Reader, expr: ir.Compare) -> str | None:
    op, right = expr.ops[0], expr.comparators[0]
    if op in ("is", "is not", "!=", "==") and isinstance(right, ir.Constant) and not right.value:
        return ""
    if op in ("in", "not in") and reader.is_origin(right) and not reader.is_origin(expr.left):
        # A header is looked up in a mapping by its name: says only that there is one.
        return f"if it contains {ir.text(expr.left)}"
    return None


def _called(reader: Reader, call: ir.Call, func: ir.Attribute) -> str | None:
    text = reader.text(call.positional(0))
    if text and reader.is_origin(func.value):
        if func.attr == "endswith" and not text.startswith((".", "//", "http")):
            return f"if it ends with {text!r}, as other names do too"
        if func.attr == "startswith" and not text.endswith((":", "/")):
            return f"if it starts with {text!r}, as other names do too"
        return None
    pattern = reader.is_compiled(func.value)
    if pattern == "":
        first = reader.project.resolver.constant(call.positional(0), reader.scope)
        pattern = first if isinstance(first, str) else None
    if pattern is not None and func.attr in ("match", "search", "fullmatch"):
        leak = leaks(pattern, func.attr)
        return f"if an expression matches, but {leak}" if leak else None
    return None
