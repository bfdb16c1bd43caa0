"""Arguments of calls, as the framework tables name them."""

from __future__ import annotations

from routelint.model import ir
from routelint.model.vocabulary import (
    Arg,
)


def argument(call: ir.Call, arg: Arg) -> ir.Expr | None:
    return call.argument(arg.index, arg.name)
