"""Routes of one app that are never reached, because an earlier one matches all of their requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routelint.findings import Location, RouteRef
from routelint.model import ir
from routelint.model.app import Container, EffectiveRoute, Role, Route
from routelint.model.pattern import Param, Part, Pattern
from routelint.model.project import Project

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})

_OF_HOSTS = frozenset({"host", "subdomain"})


@dataclass(frozen=True)
class Dead:
    """A route, the earlier one that takes its requests, and how: "equal", "catch-all" or
    "parameter"."""

    app: Container
    route: Route
    pattern: Pattern
    winner: Route
    winner_pattern: Pattern
    kind: str

    @property
    def ref(self) -> RouteRef:
        methods = "|".join(sorted(self.route.methods)) or "ANY"
        name = self.route.handlers[0].name if self.route.handlers else ""
        return RouteRef(methods, self.pattern.text, name)


def dead_routes(project: Project) -> list[Dead]:
    """Each dead route once, of all apps; a route that is reached in one place is not dead."""
    return project.memo("dead-routes", lambda: list(_all(project)))


def _all(project: Project) -> Iterator[Dead]:
    seen: set[int] = set()
    told: set[tuple[Location, str]] = set()
    # Routers below an unknown prefix are compared among themselves.
    roots = [*project.apps, *(r for r in project.routers if not project.apps_of(r))]
    for app in dict.fromkeys([*roots, *project.unplaced()]):
        routes = _as_tried(app, project.served(app))
        places: dict[int, int] = {}
        found: dict[int, list[Dead]] = {}
        # Only an equal pattern or one with parameters can take another's requests.
        equal: dict[object, list[tuple[int, EffectiveRoute]]] = {}
        wide: list[tuple[int, EffectiveRoute]] = []
        for index, later in enumerate(routes):
            places[id(later.route)] = places.get(id(later.route), 0) + 1
            if later.pattern is None or later.route.conditional or _limited(later.route):
                continue
            taken = _taken(app, routes, later)
            if taken is not None:
                found.setdefault(id(later.route), []).append(taken)
                continue
            same = equal.setdefault(_key(later.pattern), [])
            before = [r for _, r in sorted([*same, *wide], key=lambda pair: pair[0])]
            if later.route.role == Role.MOUNT:
                before = [r for r in before if _is_mounted_at(r, later.pattern)]
            dead = None if later.route.implicit else _dead(project, app, before, later)
            if dead is not None:
                found.setdefault(id(dead.route), []).append(dead)
            alone = later.pattern.is_literal and not later.pattern.prefix_only
            (same if alone else wide).append((index, later))
        for key, occurrences in found.items():
            dead = occurrences[0]
            # One registration may have made several routes.
            place = (dead.route.location, dead.kind)
            if len(occurrences) == places[key] and key not in seen and place not in told:
                seen.add(key)
                told.add(place)
                yield dead


def _dead(
    project: Project, app: Container, before: list[EffectiveRoute], later: EffectiveRoute
) -> Dead | None:
    pattern = later.pattern
    if pattern is None:
        return None
    facts = app.framework.facts
    ordered = facts.get("route-order") == "registration" or (
        facts.get("route-order") == "literal-first" and not pattern.is_literal
    )
    expressions_last = facts.get("route-order") == "expressions-last"
    group = app.framework.route_group
    if project.version(app.framework.slug) < app.framework.route_group_since:
        group = None
    last_wins = facts.get("duplicate-route") == "last"
    if later.route.role == Role.SINK:
        # The framework's reader has put them into the order in which they are tried.
        ordered, last_wins = True, False
    # Elsewhere a function is registered twice for the names of its endpoints.
    twice = facts.get("same-view-twice") == "dead"
    for earlier in before:
        winner = earlier.pattern
        if winner is None or earlier.route is later.route or _apart(app, earlier, later):
            continue
        if earlier.route.role not in (later.route.role, Role.MOUNT):
            continue
        equal = _equal(winner, pattern)
        first, second = earlier.route, later.route
        if equal and last_wins:
            first, second = second, first
        told_apart = facts.get("route-methods") != "ignored" or _one_entry(earlier, later)
        if equal and facts.get("duplicate-route") == "refused":
            if _share_methods(first, second) and not _same_endpoint(first, second):
                return Dead(app, later.route, pattern, earlier.route, winner, "equal")
            continue
        if expressions_last and not equal and _tried_before(winner, pattern):
            # The method is looked at when the path has been found: the other ones are refused.
            if _covers(winner, pattern):
                return Dead(app, later.route, pattern, earlier.route, winner, "parameter")
            continue
        if told_apart and not _takes(first, second):
            continue
        if facts.get("any-method") == "last" and bool(first.methods) != bool(second.methods):
            # Routes for one method come before those for all, in whatever order they are made.
            continue
        if equal and facts.get("same-path") == "refused" and winner.parts == pattern.parts:
            # The application does not start, and says why.
            continue
        if equal and last_wins:
            if _same_endpoint(first, second):
                return None
            return Dead(app, second, winner, first, pattern, "equal")
        if equal:
            same = _same_endpoint(earlier.route, later.route)
            if not same or (twice and not _has_other_name(earlier.route, later.route)):
                return Dead(app, later.route, pattern, earlier.route, winner, "equal")
            return None
        if not ordered or not _covers(winner, pattern):
            continue
        if group is not None and group(winner) != group(pattern):
            continue
        kind = "catch-all" if winner.is_catch_all else "parameter"
        return Dead(app, later.route, pattern, earlier.route, winner, kind)
    return None


def _apart(app: Container, one: EffectiveRoute, other: EffectiveRoute) -> bool:
    """Whether two programs have registered them, each on an object of its own: one function makes it
    for both, and neither route is among what that function registers itself."""
    made_in = app.scope.node
    if not isinstance(made_in, ir.Function):
        return False
    first, second = (r.trail[0] if r.trail else r.route for r in (one, other))
    own = first.scope.node is made_in or second.scope.node is made_in
    return first.root != second.root and not own


def _taken(app: Container, routes: list[EffectiveRoute], route: EffectiveRoute) -> Dead | None:
    """Whether a router that goes through the parts of a path gives a route's requests to another
    one, whose last parameter takes all that follows, for want of a literal to tell them apart."""
    if "rest-of-path" not in app.framework.facts or route.pattern is None:
        return None
    for other in routes:
        wide = other.pattern
        if wide is None or other.route.role != route.route.role or not wide.is_catch_all:
            continue
        place = len(wide.parts) - 1
        if wide.prefix_only or len(route.pattern.parts) <= len(wide.parts) or place < 0:
            continue
        here = route.pattern.parts[place]
        if isinstance(here, Param) and not here.spans_segments:
            if all(
                one == another if isinstance(one, str) else not isinstance(another, str)
                for one, another in zip(wide.parts[:place], route.pattern.parts, strict=False)
            ):
                return Dead(app, route.route, route.pattern, other.route, wide, "catch-all")
    return None


def _as_tried(app: Container, routes: list[EffectiveRoute]) -> list[EffectiveRoute]:
    """Routes in the order in which the framework tries them, as far as it matters here."""
    if any(include.open for served in routes for include in served.trail):
        # Routers that give the app each route at once: no router's routes stand together.
        routes = sorted(routes, key=lambda served: served.registered)
    if app.framework.facts.get("route-order") != "expressions-last":
        return routes
    return sorted(routes, key=lambda r: r.pattern is not None and _has_expression(r.pattern))


def _has_expression(pattern: Pattern) -> bool:
    """Whether a parameter has an expression of its own, and not a type that the framework knows."""
    return any(param.converter == "re" for param in pattern.params)


def _tried_before(winner: Pattern, pattern: Pattern) -> bool:
    """Whether a pattern is the same as another one, but for the last segment, where that has an
    expression and the first one a parameter of some type."""
    mine, others = _segments(winner), _segments(pattern)
    if not mine or len(mine) != len(others):
        return False
    for one, other in zip(mine[:-1], others[:-1], strict=True):
        same_type = isinstance(one, Param) and isinstance(other, Param) and one.regex == other.regex
        if one != other and not same_type:
            return False
    last, expression = mine[-1], others[-1]
    return (
        isinstance(last, Param)
        and isinstance(expression, Param)
        and expression.converter == "re"
        and last.converter != "re"
        and not last.spans_segments
    )


def _segments(pattern: Pattern) -> list[Part]:
    """The parts of a path between its slashes."""
    found: list[Part] = []
    for part in pattern.parts:
        if isinstance(part, Param):
            found.append(part)
        else:
            found += [text for text in part.split("/") if text]
    return found


def _share_methods(one: Route, other: Route) -> bool:
    return not one.methods or not other.methods or bool(one.methods & other.methods)


def _key(pattern: Pattern) -> object:
    """Equal for patterns that can be equal."""
    return (pattern.prefix_only, pattern.regex, pattern.parts if pattern.is_literal else None)


def _limited(route: Route) -> bool:
    """Whether it is limited by more than its path, or may be: a host, a subdomain, default values."""
    if not _OF_HOSTS.isdisjoint(route.container.options):
        return True
    if route.call is None:
        return False
    if route.call.has_double_star:
        # `add_url_rule(path, view, **options)`: methods and default values may be among them.
        return True
    names = {arg.keyword for arg in route.call.args}
    options = route.container.framework.route_options
    if options:
        return not names <= {*options, None}
    return bool(names & {"host", "subdomain", "defaults", "redirect_to", "websocket"})


def _is_mounted_at(route: EffectiveRoute, pattern: Pattern) -> bool:
    return (
        route.route.role == Role.MOUNT
        and route.pattern is not None
        and _equal(route.pattern, pattern)
    )


def _takes(earlier: Route, later: Route) -> bool:
    if not earlier.methods:
        return True
    asked = later.methods or _answered_methods(later)
    return bool(asked) and asked <= earlier.methods


def _answered_methods(route: Route) -> frozenset[str]:
    """Those for which a class that is a route has methods: to others it only says that it has none."""
    if any(handler.view_class is None for handler in route.handlers):
        return frozenset()
    names = frozenset(handler.function.node.name.upper() for handler in route.handlers)
    return names if names <= _METHODS else frozenset()


def _one_entry(earlier: EffectiveRoute, later: EffectiveRoute) -> bool:
    """Whether both are one entry in the framework's table of paths."""
    entry = earlier.route.entry
    return entry is not None and entry == later.route.entry and earlier.trail == later.trail


def _covers(winner: Pattern, pattern: Pattern) -> bool:
    if pattern.prefix_only and not winner.prefix_only:
        return False
    return winner.covers(pattern)


def _equal(one: Pattern, other: Pattern) -> bool:
    if one.prefix_only != other.prefix_only:
        return False
    if one.regex is not None or other.regex is not None:
        return one.text == other.text and one.regex == other.regex
    if len(one.parts) != len(other.parts):
        return False
    return all(
        a == b
        if isinstance(a, str) or isinstance(b, str)
        else a.regex == b.regex and a.spans_segments == b.spans_segments
        for a, b in zip(one.parts, other.parts, strict=True)
    )


def _has_other_name(one: Route, other: Route) -> bool:
    """Whether both routes have names, and different ones, so that each serves for making URLs."""
    names = [
        route.call.keyword("name") if route.call is not None else None for route in (one, other)
    ]
    return None not in names and ir.text(names[0]) != ir.text(names[1])


def _same_endpoint(one: Route, other: Route) -> bool:
    mine = {id(h.function.node) for h in one.handlers}
    return bool(mine) and mine == {id(h.function.node) for h in other.handlers}
