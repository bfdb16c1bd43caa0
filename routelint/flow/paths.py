"""The paths through a function: which events happen on each, and how it ends.

The interpreter follows branches, loops (none, one or two rounds), `try`/`except`/`else`/`finally`,
`with` and `match`, conditional expressions and short circuits. A condition that was decided once on
a path is decided the same way again as long as nothing in it was assigned; constants and flags
decide branches. What an expression means is the caller's to say, through `Semantics`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from routelint.model import ir


@dataclass(frozen=True, eq=False)
class Event:
    """Something that the caller's semantics recognised at `node`."""

    kind: str
    node: ir.Expr | ir.Stmt
    data: object = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """One of several ways in which a call can go: what happens, and what is known of its value:
    "none", "true", "false" (a value that counts as one of them) or "" for nothing."""

    events: tuple[Event, ...]
    value: str = ""


@dataclass(frozen=True, eq=False)
class End:
    """How a path ends: "return", "raise", "fall" (off the end), "never" (in a call that does not
    return) or "loop" (in a loop without exit)."""

    kind: str
    statement: ir.Stmt | None = None
    value: ir.Expr | None = None


@dataclass(frozen=True, eq=False)
class Path:
    """`env` maps local names to the expression last assigned on this path (None: not known)."""

    events: tuple[Event, ...]
    end: End
    env: Mapping[str, ir.Expr | None]


@dataclass(frozen=True, eq=False)
class Paths:
    """`complete` is False when there were too many paths to tell them all apart."""

    paths: tuple[Path, ...]
    complete: bool


class Semantics(Protocol):
    def events(self, expr: ir.Expr) -> Iterable[Event]:
        """The events of one evaluated expression (inner ones were asked before)."""
        ...

    def outcomes(self, call: ir.Call) -> tuple[Outcome, ...]:
        """The ways in which a call can go, where there are several; none of them when there is only
        one, which `events` tells."""
        ...

    def stores(self, target: ir.Expr, value: ir.Expr | None) -> Iterable[Event]:
        """The events of an assignment to an attribute or an item."""
        ...

    def recalls(self, expr: ir.Expr, events: tuple[Event, ...]) -> bool | None:
        """The outcome of a test on what has happened on the path so far, when it is one."""
        ...

    def never_returns(self, call: ir.Call) -> bool: ...

    def truth(self, expr: ir.Expr) -> bool | None:
        """The truth value of an expression that is not a constant, when it is known."""
        ...

    def decides(self, expr: ir.Expr) -> bool | None:
        """The outcome of a test, when it is known."""
        ...

    def catches(self, handler: ir.Expr | None, raised: ir.Expr | None) -> bool | None:
        """Whether an `except` of that type catches what is raised; None when not known."""
        ...

    def swallows(self, item: ir.WithItem) -> bool:
        """Whether leaving the `with` by an exception goes on after it (`contextlib.suppress`)."""
        ...


class NoSemantics:
    """Knows nothing: no events, every call returns."""

    def events(self, expr: ir.Expr) -> Iterable[Event]:
        return ()

    def outcomes(self, call: ir.Call) -> tuple[Outcome, ...]:
        return ()

    def stores(self, target: ir.Expr, value: ir.Expr | None) -> Iterable[Event]:
        return ()

    def recalls(self, expr: ir.Expr, events: tuple[Event, ...]) -> bool | None:
        return None

    def never_returns(self, call: ir.Call) -> bool:
        return False

    def truth(self, expr: ir.Expr) -> bool | None:
        return None

    def decides(self, expr: ir.Expr) -> bool | None:
        return None

    def catches(self, handler: ir.Expr | None, raised: ir.Expr | None) -> bool | None:
        return True if handler is None else None

    def swallows(self, item: ir.WithItem) -> bool:
        return False


def explore(function: ir.Function, semantics: Semantics, *, limit: int = 256) -> Paths:
    """All paths through the function's body, in the order of their ends in the source."""
    return _Explorer(function, semantics, limit).run()


@dataclass(frozen=True, eq=False)
class _State:
    """`results` holds what is known of the values of calls, by the call."""

    events: tuple[Event, ...] = ()
    env: Mapping[str, ir.Expr | None] = field(default_factory=dict)
    facts: Mapping[str, bool] = field(default_factory=dict)
    results: Mapping[int, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[object, ...]:
        return (
            tuple(map(id, self.events)),
            tuple(sorted((n, id(e)) for n, e in self.env.items())),
            tuple(sorted(self.facts.items())),
            tuple(sorted(self.results.items())),
        )


@dataclass(eq=False)
class _Flow:
    """The states with which a block is left, by the way in which it is left."""

    normal: list[_State] = field(default_factory=list)
    breaks: list[_State] = field(default_factory=list)
    continues: list[_State] = field(default_factory=list)
    ends: list[tuple[_State, End]] = field(default_factory=list)

    def take_exits(self, other: _Flow) -> None:
        self.breaks += other.breaks
        self.continues += other.continues
        self.ends += other.ends


@dataclass(frozen=True, eq=False)
class _Step:
    """Events, a call that does not return, or (with neither) a place that may raise."""

    events: tuple[Event, ...] = ()
    never: ir.Call | None = None


class _Explorer:
    def __init__(self, function: ir.Function, semantics: Semantics, limit: int) -> None:
        self.function = function
        self.semantics = semantics
        self.limit = limit
        self.complete = True
        self.raise_points: list[list[_State]] = []
        self.kept_steps: dict[int, tuple[_Step, ...] | None] = {}
        self.repeated, self.tracked = _worth_tracking(function)

    def run(self) -> Paths:
        flow = self.block(self.function.body, [_State()])
        ends = [*flow.ends, *((state, End("fall")) for state in flow.normal)]
        seen: set[tuple[object, ...]] = set()
        paths = []
        for state, end in ends:
            key = (*state.key[:2], end.kind, id(end.statement))
            if key not in seen:
                seen.add(key)
                paths.append(Path(state.events, end, state.env))
        return Paths(tuple(paths), self.complete)

    # --- statements -------------------------------------------------------------------------------
    def block(self, body: Iterable[ir.Stmt], states: list[_State]) -> _Flow:
        flow = _Flow(normal=states)
        for statement in body:
            if not flow.normal:
                break
            step = self.statement(statement, flow.normal)
            flow.take_exits(step)
            flow.normal = self.merged(step.normal)
        return flow

    def merged(self, states: list[_State]) -> list[_State]:
        unique = list({state.key: state for state in states}.values())
        if len(unique) <= self.limit:
            return unique
        self.complete = False
        coarse: dict[tuple[int, ...], _State] = {}
        for state in unique:
            key = tuple(map(id, state.events))
            known = coarse.get(key)
            if known is None:
                coarse[key] = replace(state, facts={})
            else:
                env = {n: e for n, e in known.env.items() if state.env.get(n, e) is e}
                coarse[key] = replace(known, env=env)
        return list(coarse.values())[: self.limit]

    def statement(self, statement: ir.Stmt, states: list[_State]) -> _Flow:
        if isinstance(statement, ir.If):
            return self._if(statement, states)
        if isinstance(statement, (ir.For, ir.While)):
            return self._loop(statement, states)
        if isinstance(statement, ir.Try):
            return self._try(statement, states)
        if isinstance(statement, ir.With):
            return self._with(statement, states)
        if isinstance(statement, ir.Match):
            return self._match(statement, states)
        flow = _Flow()
        for state in states:
            self._simple(statement, state, flow)
        return flow

    def _simple(self, statement: ir.Stmt, state: _State, flow: _Flow) -> None:
        if isinstance(statement, ir.Return):
            for after in self.value(statement.value, state, flow):
                flow.ends.append((after, End("return", statement, statement.value)))
        elif isinstance(statement, ir.Raise):
            for after in self.value(statement.exc, state, flow):
                flow.ends.append((after, End("raise", statement, statement.exc)))
        elif isinstance(statement, ir.ExprStmt):
            flow.normal += self.value(statement.value, state, flow)
        elif isinstance(statement, ir.Assign):
            for after, value in self.chosen(statement.value, state, flow):
                unpacked = any(isinstance(target, ir.Collection) for target in statement.targets)
                if unpacked and self._result(value, after) == "none":
                    flow.ends.append((after, End("raise", statement, None)))
                    continue
                for target in statement.targets:
                    after = self.stored(target, value, self.assign(target, value, after))
                flow.normal.append(after)
        elif isinstance(statement, ir.AugAssign):
            for after in self.value(statement.value, state, flow):
                after = self.assign(statement.target, None, after)
                flow.normal.append(self.stored(statement.target, None, after))
        elif isinstance(statement, ir.Assert):
            for after, holds in self.condition(statement.test, state, flow):
                if holds:
                    flow.normal.append(after)
                else:
                    flow.ends.append((after, End("raise", statement, None)))
        elif isinstance(statement, ir.Simple) and statement.kind == "break":
            flow.breaks.append(state)
        elif isinstance(statement, ir.Simple) and statement.kind == "continue":
            flow.continues.append(state)
        else:
            flow.normal.append(state)

    def _if(self, statement: ir.If, states: list[_State]) -> _Flow:
        flow = _Flow()
        yes: list[_State] = []
        no: list[_State] = []
        for state in states:
            for after, holds in self.condition(statement.test, state, flow):
                (yes if holds else no).append(after)
        for chosen, body in ((yes, statement.body), (no, statement.orelse)):
            if chosen:
                branch = self.block(body, self.merged(chosen))
                flow.take_exits(branch)
                flow.normal += branch.normal
        return flow

    def _loop(self, statement: ir.For | ir.While, states: list[_State]) -> _Flow:
        flow = _Flow()
        finished: list[_State] = []
        current = states
        endless = isinstance(statement, ir.While) and self._always(statement.test)
        for turn in range(3):
            entering: list[_State] = []
            for state in current:
                if isinstance(statement, ir.While):
                    for after, holds in self.condition(statement.test, state, flow):
                        (entering if holds else finished).append(after)
                    continue
                for after in self.value(statement.iter, state, flow) if turn == 0 else [state]:
                    if turn or not _not_empty(statement.iter):
                        finished.append(after)
                    entering.append(self.assign(statement.target, None, after))
            if turn == 2 or not entering:
                break
            body = self.block(statement.body, self.merged(entering))
            flow.ends += body.ends
            flow.normal += body.breaks
            current = self.merged([*body.normal, *body.continues])
            if not current:
                break
        if endless and not flow.normal and not flow.ends:
            flow.ends += [(state, End("loop", statement)) for state in current or states[:1]]
        if not endless and finished:
            rest = self.block(statement.orelse, self.merged(finished))
            flow.take_exits(rest)
            flow.normal += rest.normal
        return flow

    def _always(self, test: ir.Expr) -> bool:
        return isinstance(test, ir.Constant) and bool(test.value)

    def _try(self, statement: ir.Try, states: list[_State]) -> _Flow:
        self.raise_points.append(list(states))
        body = self.block(statement.body, states)
        points = self.merged(self.raise_points.pop())
        flow = _Flow(breaks=body.breaks, continues=body.continues)
        flow.ends = [(s, e) for s, e in body.ends if e.kind != "raise"]
        if body.normal:
            rest = self.block(statement.orelse, body.normal)
            flow.take_exits(rest)
            flow.normal += rest.normal
        raised = [(s, e) for s, e in body.ends if e.kind == "raise"]
        for handler in statement.handlers:
            entering = list(points)
            left: list[tuple[_State, End]] = []
            for state, end in raised:
                catches = self.semantics.catches(handler.type, end.value)
                if catches is not False:
                    entering.append(state)
                if catches is not True:
                    left.append((state, end))
            raised = left
            if handler.name:
                entering = [self.forget(handler.name, s) for s in entering]
            handled = self.block(handler.body, self.merged(entering))
            flow.take_exits(handled)
            flow.normal += handled.normal
        flow.ends += raised
        return self._finally(statement, flow) if statement.finalbody else flow

    def _finally(self, statement: ir.Try, flow: _Flow) -> _Flow:
        result = _Flow()
        for states, kept in (
            (flow.normal, "normal"),
            (flow.breaks, "breaks"),
            (flow.continues, "continues"),
        ):
            if states:
                final = self.block(statement.finalbody, self.merged(states))
                result.take_exits(final)
                getattr(result, kept).extend(final.normal)
        for state, end in flow.ends:
            final = self.block(statement.finalbody, [state])
            result.take_exits(final)
            result.ends += [(after, end) for after in final.normal]
        return result

    def _with(self, statement: ir.With, states: list[_State]) -> _Flow:
        flow = _Flow()
        for item in statement.items:
            states = [after for state in states for after in self.value(item.context, state, flow)]
            if item.target is not None:
                states = [self.assign(item.target, None, state) for state in states]
        swallows = any(self.semantics.swallows(item) for item in statement.items)
        if swallows:
            self.raise_points.append(list(states))
        body = self.block(statement.body, states)
        flow.breaks += body.breaks
        flow.continues += body.continues
        flow.normal += body.normal
        if swallows:
            flow.normal += self.raise_points.pop()
            flow.normal += [s for s, e in body.ends if e.kind == "raise"]
            flow.ends += [(s, e) for s, e in body.ends if e.kind != "raise"]
        else:
            flow.ends += body.ends
        return flow

    def _match(self, statement: ir.Match, states: list[_State]) -> _Flow:
        flow = _Flow()
        states = [a for state in states for a in self.value(statement.subject, state, flow)]
        falls_through = True
        for case in statement.cases:
            entering = []
            for state in states:
                for name in case.names:
                    state = self.forget(name, state)
                if case.guard is None:
                    entering.append(state)
                else:
                    entering += [a for a, holds in self.condition(case.guard, state, flow) if holds]
            branch = self.block(case.body, self.merged(entering))
            flow.take_exits(branch)
            flow.normal += branch.normal
            if case.irrefutable and case.guard is None:
                falls_through = False
                break
        if falls_through:
            flow.normal += states
        return flow

    # --- expressions ------------------------------------------------------------------------------
    def value(self, expr: ir.Expr | None, state: _State, flow: _Flow) -> list[_State]:
        """The states after evaluating `expr`; paths that end in it go to `flow`."""
        if expr is None:
            return [state]
        steps = self.steps(expr)
        if steps is not None:
            return self.taken(steps, state, flow)
        if isinstance(expr, ir.Conditional):
            found = []
            for after, holds in self.condition(expr.test, state, flow):
                found += self.value(expr.body if holds else expr.orelse, after, flow)
            return found
        if isinstance(expr, ir.BoolOp):
            return [after for after, _ in self.condition(expr, state, flow)]
        states = [state]
        if not isinstance(expr, (ir.Lambda, ir.Name, ir.Constant)):
            for child in _operands(expr):
                states = [after for s in states for after in self.value(child, s, flow)]
                if not states:
                    return []
        if isinstance(expr, ir.NamedExpr):
            states = [self.assign(expr.target, expr.value, s) for s in states]
        if isinstance(expr, (ir.Call, ir.Await)) and self.raise_points:
            self.raise_points[-1].extend(states)
        if isinstance(expr, ir.Call) and self.semantics.never_returns(expr):
            flow.ends += [(s, End("never", None, expr)) for s in states]
            return []
        outcomes = self.semantics.outcomes(expr) if isinstance(expr, ir.Call) else ()
        if outcomes:
            return [
                replace(s, events=s.events + one.events, results={**s.results, id(expr): one.value})
                for s in states
                for one in outcomes
            ]
        events = tuple(self.semantics.events(expr))
        if events:
            states = [replace(s, events=s.events + events) for s in states]
        return states

    def steps(self, expr: ir.Expr) -> tuple[_Step, ...] | None:
        """What evaluating `expr` does, in order, where that is the same for all states (kept)."""
        key = id(expr)
        if key not in self.kept_steps:
            found: list[_Step] = []
            self.kept_steps[key] = tuple(found) if self._steps(expr, found) else None
        return self.kept_steps[key]

    def _steps(self, expr: ir.Expr, found: list[_Step]) -> bool:
        if isinstance(expr, (ir.Conditional, ir.BoolOp, ir.NamedExpr)):
            return False
        if not isinstance(expr, (ir.Lambda, ir.Name, ir.Constant)):
            for child in _operands(expr):
                if not self._steps(child, found):
                    return False
                if found and found[-1].never is not None:
                    return True
        if isinstance(expr, (ir.Call, ir.Await)):
            found.append(_Step())
        if isinstance(expr, ir.Call) and self.semantics.never_returns(expr):
            found.append(_Step(never=expr))
            return True
        if isinstance(expr, ir.Call) and self.semantics.outcomes(expr):
            return False
        events = tuple(self.semantics.events(expr))
        if events:
            found.append(_Step(events))
        return True

    def taken(self, steps: tuple[_Step, ...], state: _State, flow: _Flow) -> list[_State]:
        for step in steps:
            if step.never is not None:
                flow.ends.append((state, End("never", None, step.never)))
                return []
            if step.events:
                state = replace(state, events=state.events + step.events)
            elif self.raise_points:
                self.raise_points[-1].append(state)
        return [state]

    def chosen(
        self, expr: ir.Expr | None, state: _State, flow: _Flow
    ) -> list[tuple[_State, ir.Expr | None]]:
        """The states after evaluating `expr`, each with the branch of a conditional expression that
        gave the value."""
        if not isinstance(expr, ir.Conditional):
            return [(after, expr) for after in self.value(expr, state, flow)]
        found: list[tuple[_State, ir.Expr | None]] = []
        for decided, holds in self.condition(expr.test, state, flow):
            found += self.chosen(expr.body if holds else expr.orelse, decided, flow)
        return found

    def condition(self, expr: ir.Expr, state: _State, flow: _Flow) -> list[tuple[_State, bool]]:
        """The states after deciding `expr`, each with the outcome."""
        if isinstance(expr, ir.Not):
            return [(s, not holds) for s, holds in self.condition(expr.operand, state, flow)]
        if isinstance(expr, ir.BoolOp):
            going, found = [state], []
            stop = expr.op == "or"
            for i, part in enumerate(expr.values):
                last = i == len(expr.values) - 1
                following = []
                for s in going:
                    for after, holds in self.condition(part, s, flow):
                        if holds is stop or last:
                            found.append((after, holds))
                        else:
                            following.append(after)
                going = following
            return found
        states = self.value(expr, state, flow)
        found = []
        for after in states:
            known = self.semantics.decides(expr)
            if known is None:
                known = self.semantics.recalls(expr, after.events)
            if known is None:
                known = self.decided(expr, after)
            if known is not None:
                found.append((after, known))
                continue
            key, positive = _fact(expr)
            if key in after.facts:
                found.append((after, after.facts[key] is positive))
            elif key in self.repeated:
                for outcome in (True, False):
                    facts = {**after.facts, key: outcome is positive}
                    found.append((replace(after, facts=facts), outcome))
            else:
                found += [(after, True), (after, False)]
        return found

    def decided(self, expr: ir.Expr, state: _State) -> bool | None:
        result = self._result(expr, state)
        if result:
            return result == "true"
        if isinstance(expr, ir.Constant):
            return bool(expr.value)
        if isinstance(expr, ir.NamedExpr):
            return self.decided(expr.value, state)
        if isinstance(expr, ir.Name):
            assigned = state.env.get(expr.id)
            if assigned is None:
                return None
            if isinstance(assigned, ir.Constant):
                return bool(assigned.value)
            if isinstance(assigned, (ir.Collection, ir.Dictionary)):
                return bool(assigned.items)
            return self.semantics.truth(assigned)
        if isinstance(expr, ir.Compare) and len(expr.ops) == 1:
            other, op = expr.comparators[0], expr.ops[0]
            result = self._result(expr.left, state)
            if result and isinstance(other, ir.Constant) and other.value is None:
                if op in ("is", "=="):
                    return result == "none"
                if op in ("is not", "!="):
                    return result != "none"
            if not isinstance(expr.left, ir.Name):
                return None
            assigned = state.env.get(expr.left.id)
            if assigned is None or not isinstance(other, ir.Constant):
                return None
            if isinstance(assigned, ir.Constant):
                same = assigned.value == other.value
                return {"==": same, "is": same, "!=": not same, "is not": not same}.get(op)
            if other.value is None and self.semantics.truth(assigned):
                return {"is": False, "==": False, "is not": True, "!=": True}.get(op)
        return None

    def _result(self, expr: ir.Expr | None, state: _State) -> str:
        """What is known of the value of a call, or of the name it was given."""
        if isinstance(expr, ir.Name):
            expr = state.env.get(expr.id)
        if isinstance(expr, ir.NamedExpr):
            expr = expr.value
        if isinstance(expr, ir.Await):
            expr = expr.value
        return state.results.get(id(expr), "") if expr is not None else ""

    def stored(self, target: ir.Expr, value: ir.Expr | None, state: _State) -> _State:
        """The state after an assignment to something that is no name of the function's own."""
        if isinstance(target, ir.Collection):
            for item in target.items:
                state = self.stored(item, None, state)
        elif isinstance(target, (ir.Attribute, ir.Subscript)):
            events = tuple(self.semantics.stores(target, value))
            if events:
                state = replace(state, events=state.events + events)
        return state

    # --- bindings ---------------------------------------------------------------------------------
    def assign(self, target: ir.Expr, value: ir.Expr | None, state: _State) -> _State:
        if isinstance(target, ir.Name):
            state = self.forget(target.id, state)
            if value is not None and target.id in self.tracked:
                if isinstance(value, ir.Name):
                    value = state.env.get(value.id, value)
                state = replace(state, env={**state.env, target.id: value})
            return state
        if isinstance(target, (ir.Collection, ir.Starred)):
            for child in ir.children(target):
                state = self.assign(child, None, state)  # type: ignore[arg-type]
            return state
        root = ir.dotted(target) or ir.dotted(getattr(target, "value", None))
        return self.forget(root, state, keep_env=True) if root else state

    def forget(self, name: str, state: _State, *, keep_env: bool = False) -> _State:
        facts = {k: v for k, v in state.facts.items() if not _mentions(k, name)}
        env = state.env
        if not keep_env and name in self.tracked:
            env = {**env, name: None}
        if len(facts) == len(state.facts) and env is state.env:
            return state
        return replace(state, facts=facts, env=env)


def _operands(expr: ir.Expr) -> Iterator[ir.Expr]:
    for child in ir.children(expr):
        if isinstance(child, ir.Argument):
            yield child.value
        elif isinstance(child, ir.Clause):
            yield child.iter
            yield from child.conditions
        elif not isinstance(child, (ir.Function, ir.Class)):
            yield child  # type: ignore[misc]


def _not_empty(iterated: ir.Expr) -> bool:
    return isinstance(iterated, ir.Collection) and bool(iterated.items)


def _fact(expr: ir.Expr) -> tuple[str, bool]:
    """A condition's text in one form for it and its opposite, and whether it is that form."""
    if isinstance(expr, ir.Compare) and len(expr.ops) == 1:
        opposite = {"!=": "==", "is not": "is", "not in": "in"}
        op = expr.ops[0]
        if op in opposite:
            turned = ir.Compare(expr.left, (opposite[op],), expr.comparators, expr.span)
            return ir.text(turned, 10_000), False
    return ir.text(expr, 10_000), True


def _mentions(text: str, name: str) -> bool:
    position = text.find(name)
    while position != -1:
        before = text[position - 1] if position else " "
        after = text[position + len(name) : position + len(name) + 1] or " "
        if not (before.isalnum() or before in "_." or after.isalnum() or after == "_"):
            return True
        position = text.find(name, position + 1)
    return False


def _worth_tracking(function: ir.Function) -> tuple[frozenset[str], frozenset[str]]:
    """The conditions that occur more than once, and the names whose values can matter: those that
    are tested or returned."""
    texts: Counter[str] = Counter()
    names: set[str] = set()
    for node in ir.walk_body(function.body):
        test = getattr(node, "test", None)
        if test is not None:
            for part in _atoms(test):
                texts[_fact(part)[0]] += 1
                names.update(n.id for n in ir.walk(part) if isinstance(n, ir.Name))
        if isinstance(node, ir.BoolOp):
            for value in node.values:
                if isinstance(value, ir.Name):
                    names.add(value.id)
        if isinstance(node, (ir.Return, ir.Raise)):
            left = node.value if isinstance(node, ir.Return) else node.exc
            if isinstance(left, ir.Name):
                names.add(left.id)
    return frozenset(text for text, count in texts.items() if count > 1), frozenset(names)


def _atoms(test: ir.Expr) -> Iterator[ir.Expr]:
    if isinstance(test, ir.Not):
        yield from _atoms(test.operand)
    elif isinstance(test, ir.BoolOp):
        for value in test.values:
            yield from _atoms(value)
    else:
        yield test
