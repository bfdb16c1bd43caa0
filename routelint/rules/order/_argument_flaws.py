"""What is told of a path and a handler that disagree."""

from __future__ import annotations

from routelint.findings import Related
from routelint.model.paths import DECLARED
from routelint.policies.path_arguments import Disagreement
from routelint.rules.order._path_flaws import Flaw


def flaw_of(found: Disagreement) -> Flaw:
    route = found.placed.route
    framework = route.container.framework
    ref = route.path
    assert ref is not None
    shown = found.placed.own.text
    path = f"`{shown}`" if shown is not None else "The path"
    return Flaw(
        ref,
        framework,
        route,
        _message(found, path),
        _hint(found),
        related=(Related(found.place, _place(found)),),
        statement=route.statement,
    )


def _name(found: Disagreement) -> str:
    if found.handler is None:
        cls = found.placed.route.view_class
        return "the view" if cls is None else f"`{cls.name}`"
    return f"`{found.handler.name}`"


def _names(names: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _message(found: Disagreement, path: str) -> str:
    paths = found.placed.route.container.framework.paths
    name, lacking = _name(found), _names(found.lacking)
    if found.files:
        return f"{path} {found.files}"
    if found.asked:
        return f"{path} has no {lacking}, which {name} asks for: {paths.missing_item}"
    if found.handler is None:
        return f"{path} has no {lacking}, by which {name} looks for its object: a 500"
    if paths.arguments == DECLARED:
        return (
            f"{path} has {_names(found.surplus)}, which nothing takes, while {name} asks the query for "
            f"{lacking}: {paths.mismatch}"
        )
    if found.counted:
        what = f"{path} has {found.counted} group{'s' if found.counted != '1' else ''}"
        return f"{what}, and {name} takes another number of arguments: {paths.mismatch}"
    parts = []
    if found.lacking:
        parts.append(f"has no {lacking}, which {name} needs")
    if found.surplus:
        parts.append(f"has {_names(found.surplus)}, which {name} does not take")
    return f"{path} {', and '.join(parts)}: {paths.mismatch}"


def _hint(found: Disagreement) -> str:
    if len(found.lacking) == 1 and len(found.surplus) == 1 and not found.counted:
        return f"Use one name in both places: `{found.lacking[0]}` or `{found.surplus[0]}`."
    if found.lacking and not found.counted:
        return f"Add {_names(found.lacking)} to the path, or give a default."
    if found.surplus and not found.counted:
        return f"Take {_names(found.surplus)} in {_name(found)}, or leave it out of the path."
    return "Let both have the same number."


def _place(found: Disagreement) -> str:
    return "it is asked for here" if found.asked else "what it leads to"
