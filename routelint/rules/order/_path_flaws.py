"""What is wrong with paths as they are written, and with the joints between prefixes and paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from routelint.findings import Edit, Fix, Related, Span
from routelint.fixes import build
from routelint.model import ir
from routelint.model.app import Handler, Ref, Registration, Role, Route
from routelint.model.paths import Paths
from routelint.model.project import Project
from routelint.model.vocabulary import Framework
from routelint.policies.placing import Piece, Placed, is_expression, placed_routes
from routelint.policies.written_paths import (
    Sign,
    alternatives,
    foreign_in_expression,
    is_closed,
    signs,
)
from routelint.rules.order._routes import dead_routes


@dataclass(frozen=True, eq=False)
class Flaw:
    """Something wrong with the path at `ref`. `route` is one that it is (a part of) the path of."""

    ref: Ref
    framework: Framework
    route: Route | None
    message: str
    hint: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    confidence: Literal["high", "medium", "low"] = "high"
    statement: Span | None = None


def path_flaws(project: Project) -> Iterator[Flaw]:
    """The flaws of all paths and prefixes; several of one path are told one after the other."""
    seen: set[tuple[str, int, int]] = set()
    catching = {id(dead.winner) for dead in dead_routes(project)}
    for placed in placed_routes(project):
        if placed.route.implicit or placed.route.role == Role.SINK:
            continue
        for piece in placed.pieces:
            if piece.ref is None or piece.text is None:
                continue
            place = (piece.ref.location.path, *piece.ref.expr.span.start)
            if place in seen:
                continue
            seen.add(place)
            flaw = _of_text(project, placed, piece, piece.ref, piece.text)
            if flaw is not None:
                yield flaw
        yield from _joints(project, placed)
        own = placed.own
        if own.ref is not None and own.text is not None and own.expression:
            end = _end(placed, own.ref, own.text, catching)
            if end is not None:
                yield end
    yield from _mounts(project)


def _framework(piece: Piece) -> Framework:
    return (
        piece.of.container.framework if isinstance(piece.of, Registration) else piece.of.framework
    )


# --- signs of other frameworks --------------------------------------------------------------------
def _of_text(project: Project, placed: Placed, piece: Piece, ref: Ref, text: str) -> Flaw | None:
    framework = _framework(piece)
    paths = framework.paths
    if piece.expression:
        found = list(foreign_in_expression(text, paths))
    elif paths.plain:
        found = list(signs(text, paths))
    else:
        return None
    if not found:
        return None
    route = placed.route
    if (
        found[0].kind == "expression"
        and paths.expression_call
        and isinstance(piece.of, Registration)
    ):
        fix = _as_expression(piece.of, ref, text, paths)
        hint = (
            f"Give it to `{paths.expression_call}()`, or write the parameters as `{paths.plain}`."
        )
        hint = hint.format(name="name")
    else:
        fix = _respelt(placed, piece, ref, text, found)
        hint = _respelling(found, framework, text)
    return Flaw(
        ref,
        framework,
        route,
        _meaning(found[0], framework, text),
        hint,
        fix,
        statement=piece.of.statement if isinstance(piece.of, Registration) else None,
    )


def _meaning(sign: Sign, framework: Framework, text: str) -> str:
    shown, title, paths = text[sign.start : sign.end], framework.title, framework.paths
    nothing = "no request with a value there matches it (404)"
    if sign.kind == "query":
        return f"`{text}` has a query in it, which is no part of a path: it never matches (404)"
    if sign.kind == "untyped":
        return f"`{shown}` has no type: {paths.untyped}"
    if sign.kind in ("type", "swapped") and paths.expressions:
        word = sign.type if sign.kind == "type" else sign.name
        return f"`{shown}` matches the word `{word}` only, as an expression: {nothing}"
    if sign.kind == "swapped":
        return f"`{shown}` has its type and its name on the wrong sides: {paths.unknown_type}"
    if sign.kind == "type":
        return f"{title} has no type `{sign.type}`: {paths.unknown_type}"
    if sign.kind == "expression":
        return f"`{text}` is no expression for {title}, but plain text: it never matches (404)"
    return f"`{shown}` is no parameter for {title}, but plain text: {nothing}"


def _respelling(found: list[Sign], framework: Framework, text: str) -> str:
    if found[0].kind == "query":
        return "Leave it out of the path, and read it from the request's query."
    if found[0].instead:
        new = _respelt_text(found, text)
        return f"Write `{new}`."
    if framework.paths.plain:
        return f"Write parameters as `{framework.paths.plain.format(name='name')}`."
    return "Write it as the framework does."


def _respelt_text(found: list[Sign], text: str) -> str:
    for sign in sorted(found, key=lambda s: -s.start):
        if sign.instead or sign.kind == "expression":
            text = text[: sign.start] + sign.instead + text[sign.end :]
    return text


def _respelt(placed: Placed, piece: Piece, ref: Ref, text: str, found: list[Sign]) -> Fix | None:
    if any(not sign.instead for sign in found):
        # Anchors that stand alone at the ends go without a trace.
        if not (piece is placed.own and all(_is_anchor(sign, text) for sign in found)):
            return None
    new = _literal(ref, _respelt_text(found, text), raw=piece.expression)
    if new is None:
        return None
    fits = bool(placed.route.handlers) and all(
        sign.kind == "expression" or _takes(handler, sign.name)
        for sign in found
        for handler in placed.route.handlers
    )
    return build.fix(
        "safe" if fits else "unsafe",
        "Write it as the framework does",
        build.replace(ref.location.path, ref.expr.span, new),
    )


def _is_anchor(sign: Sign, text: str) -> bool:
    return sign.kind == "expression" and text[sign.start : sign.end] in ("^", "$")


def _as_expression(of: Registration, ref: Ref, text: str, paths: Paths) -> Fix | None:
    """Another call with the same expression, which has both of its ends."""
    whole = "^" + text.removeprefix("^").removesuffix("$") + "$"
    new = _literal(ref, whole, raw=True)
    if new is None or of.call is None or of.scope is not ref.scope:
        return None
    func, path = of.call.func, ref.location.path
    span = func.attr_span if isinstance(func, ir.Attribute) else func.span
    changes: list[build.Intent | Edit] = [
        build.replace(path, span, paths.expression_call),
        build.replace(path, ref.expr.span, new),
    ]
    if isinstance(func, ir.Name):
        changes.append(build.add_import(path, paths.expression_module, paths.expression_call))
    return build.fix("safe", f"Give it to `{paths.expression_call}()`", *changes)


def _takes(handler: Handler, name: str) -> bool:
    """Whether a handler takes a parameter of that name, or asks for it."""
    node = handler.function.node
    if node.parameter(name) is not None or any(p.kind == "**" for p in node.params):
        return True
    return any(n.value == name for n in ir.nodes_of(node.body, ir.Constant))


def _literal(ref: Ref, text: str, raw: bool) -> str | None:
    """A text as it is written in a program; None where what stands there is no literal."""
    if not isinstance(ref.expr, ir.Constant) or '"' in text or not text.isprintable():
        return None
    if ref.expr.span.line != ref.expr.span.end_line:
        return None
    return f'{"r" if raw or chr(92) in text else ""}"{text}"'


# --- slashes --------------------------------------------------------------------------------------
def _joints(project: Project, placed: Placed) -> Iterator[Flaw]:
    pieces = [p for p in placed.pieces if p.text is None or _bare(p) or p is placed.own]
    if not pieces or pieces[0].text is None or not placed.known:
        return
    first, paths = pieces[0], _framework(pieces[0]).paths
    text, title = _bare(first), _framework(first).title
    whole = f"`{first.text}`"
    if first.ref is None or placed.app.kind != "app":
        pass
    elif paths.no_slash and text.startswith("/") and len(text) > 1:
        new = (first.text or "").replace("/", "", 1)
        yield _slash_flaw(
            placed, first, f"{whole} begins with a slash: {paths.no_slash}", new, "safe"
        )
    elif paths.slash and first is placed.own:
        if not text and paths.empty and not placed.before and placed.own.text == "":
            yield _slash_flaw(placed, first, f"An empty path: {paths.empty}", "/", "safe")
        elif re.match(r"[\w<{]", text):
            new = re.sub(r"^(\^?)", r"\1/", first.text or "", count=1)
            yield _slash_flaw(
                placed, first, f"{whole} does not begin with a slash: {paths.slash}", new, "safe"
            )
    elif paths.prefix_slash and first is not placed.own and re.match(r"\w", text):
        yield _slash_flaw(
            placed,
            first,
            f"The prefix {whole} does not begin with a slash: {title} {paths.prefix_slash}",
            f"/{first.text}",
            "safe",
        )
    for one, other in pairwise(pieces):
        yield from _joint(project, placed, one, other)


def _joint(project: Project, placed: Placed, one: Piece, other: Piece) -> Iterator[Flaw]:
    paths = _framework(one).paths
    if one.ref is None or other.ref is None or one.text is None or other.text is None:
        return
    head, tail = _bare(one), _bare(other)
    if one.expression and tail and re.search(r"(?<!\\)\$$", one.text):
        yield _slash_flaw(
            placed,
            one,
            f"`{one.text}` ends with `$`, so that nothing below it ever matches (404)",
            one.text[:-1],
            "safe",
            (other.ref, "a path below it"),
        )
        return
    if not _framework(other).paths.glued and _framework(other) is not _framework(one):
        # Its own slash is left out where another framework's prefix stands before it.
        tail = tail.lstrip("/")
    if not paths.glued or not tail:
        return
    if head.endswith("/") and tail.startswith("/") and len(tail) > 1:
        yield _slash_flaw(
            placed,
            other,
            f"`{other.text}` begins with a slash below `{one.text}`, which ends with one: only paths "
            "with two slashes match",
            other.text.replace("/", "", 1),
            "safe",
            (one.ref, "the prefix"),
        )
    elif re.search(r"[A-Za-z0-9>}]$", head) and re.match(r"[A-Za-z0-9<{]", tail):
        joined = head + tail
        ends_in_slash = bool(paths.no_slash)
        wrong, right = (one, other) if ends_in_slash else (other, one)
        new = f"{one.text}/" if ends_in_slash else f"/{other.text}"
        yield _slash_flaw(
            placed,
            wrong,
            f"There is no slash between `{one.text}` and `{other.text}`: together they are `{joined}`",
            new,
            "unsafe",
            (right.ref or one.ref, "what it is joined with"),
        )


def _bare(piece: Piece) -> str:
    text = piece.text or ""
    if not piece.expression:
        return text
    return re.sub(r"(?<!\\)\$$", "", text.removeprefix("^"))


def _slash_flaw(
    placed: Placed,
    piece: Piece,
    message: str,
    new: str,
    safety: Literal["safe", "unsafe"],
    beside: tuple[Ref, str] | None = None,
) -> Flaw:
    assert piece.ref is not None
    literal = _literal(piece.ref, new, raw=piece.expression)
    fix = None
    if literal is not None:
        change = build.replace(piece.ref.location.path, piece.ref.expr.span, literal)
        fix = build.fix(safety, f"Write `{new}`", change)
    related = () if beside is None else (Related(beside[0].location, beside[1]),)
    return Flaw(
        piece.ref,
        _framework(piece),
        placed.route,
        message,
        f"Write `{new}`.",
        fix,
        related,
        statement=piece.of.statement if isinstance(piece.of, Registration) else None,
    )


# --- ends of expressions --------------------------------------------------------------------------
def _end(placed: Placed, ref: Ref, text: str, catching: set[int]) -> Flaw | None:
    """An expression that matches more than it says."""
    framework, route = placed.route.container.framework, placed.route
    paths = framework.paths
    parts = alternatives(text)
    if paths.one_end and len(parts) > 1 and any(not is_closed(part) for part in parts[:-1]):
        open_part = next(part for part in parts[:-1] if not is_closed(part))
        inner = text.removeprefix("^").removesuffix("$")
        new = f"(?:{inner})" if "$" not in inner and "^" not in inner else ""
        message = (
            f"`{open_part}` in `{text}` has no end, so that it matches all paths that begin with it: "
            f"the `$` that {framework.title} adds belongs to the last alternative"
        )
        return _end_flaw(ref, framework, route, message, new, "Put the alternatives into a group")
    if not paths.searched or is_closed(text) or id(route) in catching:
        return None
    bare = text.removeprefix("^")
    if not bare:
        # Below others it is what is left for all the rest.
        if route is not route.container.registrations[0]:
            return None
        message = f"`{text}` matches every path, not only the empty one"
        return _end_flaw(ref, framework, route, message, "^$", "Write `^$` for the empty path")
    if text.startswith("^") and re.search(r"/(?:\)\??)*$", text):
        return None
    begins = (
        f"every path that begins with `{bare}`"
        if text.startswith("^")
        else (f"every path that has `{bare}` anywhere in it")
    )
    message = f"`{text}` has no end: it matches {begins}"
    return _end_flaw(ref, framework, route, message, f"^{bare}$", "Let it match the whole path")


def _end_flaw(
    ref: Ref, framework: Framework, route: Route, message: str, new: str, title: str
) -> Flaw:
    literal = _literal(ref, new, raw=True) if new else None
    fix = None
    if literal is not None:
        change = build.replace(ref.location.path, ref.expr.span, literal)
        fix = build.fix("unsafe", title, change)
    hint = f"Write `{new}`." if new else "Put the alternatives into a group: `(?:a|b)`."
    return Flaw(ref, framework, route, message, hint, fix, statement=route.statement)


# --- mounted applications -------------------------------------------------------------------------
def _mounts(project: Project) -> Iterator[Flaw]:
    """The prefixes of mounted applications, whose own routes are another matter."""
    for container in project.containers:
        for mount in container.mounts:
            text = project.value_of(mount.prefix)
            paths = container.framework.paths
            if mount.prefix is None or not isinstance(text, str) or not paths.plain:
                continue
            if is_expression(project, mount):
                continue
            found = list(signs(text, paths))
            if found:
                yield Flaw(
                    mount.prefix,
                    container.framework,
                    None,
                    _meaning(found[0], container.framework, text),
                    _respelling(found, container.framework, text),
                    statement=mount.statement,
                )
