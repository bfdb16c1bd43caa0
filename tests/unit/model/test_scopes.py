"""How things are called where they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from routelint.facts.loader import FactsLoader
from routelint.model import ir
from routelint.model.modules import Module, ModuleIndex
from routelint.model.scopes import Scope, called, last_word, local_names
from routelint.source.files import Sources
from routelint.source.vocabulary import Vocabulary

CODE = """
import clocks.hands as hands
from clocks import Clock as Ticking, Bell

try:
    from fast import tick as go
except ImportError:
    go = None


class House:
    from clocks import Clock as Own

    def strike(self, Ticking):
        from clocks import strike as hit

        hit(Ticking, Bell.ring, hands.Short, go, Own, hit().once)
"""
"""What stands in the call of `hit`, and how it is called where it comes from."""
ARGUMENTS = {
    "Ticking": "Ticking",
    "Bell.ring": "Bell.ring",
    "hands.Short": "clocks.hands.Short",
    "go": "tick",
    "Own": "Own",
    "hit().once": "",
}


@pytest.fixture
def module(tmp_path: Path) -> Module:
    (tmp_path / "house.py").write_text(CODE)
    sources = Sources(tmp_path)
    loader = FactsLoader(sources, ["house.py"], Vocabulary({"clocks"}), everything=True)
    found = ModuleIndex(loader).module("house.py")
    assert found is not None
    return found


@pytest.fixture
def method(module: Module) -> Scope:
    (house,) = (node for node in module.top_level() if isinstance(node, ir.Class))
    (strike,) = (node for node in module.class_body(house) if isinstance(node, ir.Function))
    return module.scope_of(strike, module.scope_of(house, module.scope))


def test_names_of_a_module(module: Module) -> None:
    assert module.renamed == {"hands": "clocks.hands", "Ticking": "Clock", "go": "tick"}


def test_what_things_are_called(method: Scope) -> None:
    assert isinstance(method.node, ir.Function)
    call = next(n for n in ir.nodes_of(method.node.body, ir.Call) if n.args)
    assert called(call.func, method) == "strike"
    given = {ir.text(arg.value): arg.value for arg in call.args}
    assert {text: called(expr, method) for text, expr in given.items()} == ARGUMENTS
    assert [last_word(expr, method) for expr in given.values()] == [
        "Ticking",
        "ring",
        "Short",
        "tick",
        "Own",
        "once",
    ]


def test_names_within_a_class(method: Scope) -> None:
    house = method.parent
    assert house is not None
    assert house.node is not None
    span = house.node.span
    assert called(ir.Name("Own", span), house) == "Clock"
    assert called(ir.Name("Ticking", span), house) == "Clock"


def test_local_names(method: Scope) -> None:
    assert local_names({"strike", "Clock"}, method) == {"strike", "hit", "Clock", "Ticking"}
