"""The text of `routelint explain`: the documentation that a rule carries."""

from __future__ import annotations

import json
from dataclasses import asdict

from routelint.frameworks import with_pitfall
from routelint.rules import RuleModule, load_rules


def explained(name: str | None, *, everything: bool, as_json: bool) -> str:
    """The documentation of one rule or of all. Raises LookupError when there is no such rule."""
    rules = load_rules()
    if everything:
        chosen = list(rules)
    elif name is None:
        raise LookupError("name a rule (RL101 or missing-return), or use --all")
    else:
        chosen = [r for r in rules if name in (r.META.code, r.META.slug)]
        if not chosen:
            raise LookupError(f"no such rule: {name}; `routelint explain --all` lists them")
    if as_json:
        found = [
            {
                **asdict(r.META),
                "frameworks": [framework.slug for framework in with_pitfall(r.META.code)],
                "documentation": (r.__doc__ or "").strip(),
            }
            for r in chosen
        ]
        return json.dumps(found if everything else found[0], indent=2)
    return "\n\n".join(_text(rule) for rule in chosen)


def _text(rule: RuleModule) -> str:
    meta = rule.META
    facts = f"{meta.severity}, {'on by default' if meta.default_on else 'opt-in'}"
    titles = [framework.title for framework in with_pitfall(meta.code)]
    if titles:
        facts += f", {', '.join(titles)}"
    return f"# {meta.code} {meta.slug} ({facts})\n\n{(rule.__doc__ or '').strip()}"
