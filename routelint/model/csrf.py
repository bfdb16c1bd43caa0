"""What a framework's table says about requests that other sites make with the cookies of a visitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: How an option of a call switches the protection off: by a false value, by a true one, by listing
#: methods that are not looked at, by expressions for paths that are not.
OFF, ON, SAFE_METHODS, OPEN_PATHS = "off", "on", "safe-methods", "open-paths"


@dataclass(frozen=True)
class Csrf:
    """What keeps other sites from sending requests with the cookies of those who visit them.

    `switches`: settings, and options of apps, that switch it off where they are false -> the names by
    which a project uses the cookies that they are about (empty: whatever views trust). `methods`:
    settings that list the methods that are looked at.
    `calls`: canonical callee (function, class or middleware) -> its options (also attributes of its
    objects) -> how they switch it off. `by_nature` are those of them that are about cookies whoever
    uses them. `objects`: classes whose objects protect an app once they are given it, at position 0
    of the constructor or by the method that is named here. `protects_by`: their option that is false
    where only single views are protected, and the decorator that does so.

    `needed`: options of apps, settings and calls without one of which nothing is protected;
    `middleware` has to be installed instead, and its subclass does as well. `example` is the code that
    protects an app.

    `exempting`: decorators (and calls that are given a view or router) that take the protection away;
    `on_functions` tells that they do nothing on methods. `options`: keywords of what registers a
    view -> the value that does. `checks`: `Class.method` that looks for the token, which an
    override may empty -> what says it is right, a value or "" for any. `flags` are attributes of
    requests that keep it from looking. `forms`: classes of forms that look for it themselves, unless
    their `Meta.csrf` is false. `by_hand`: calls that look for it. `only_by`: the guards that look for
    it, where nothing else does; one that is a plain function does not.

    `cookies`: canonical names that know who asks by a cookie, as `login_required`; `policies` those
    that tell all views of the app so. `sessions`: mappings that tell it under keys like `user_id`, and
    methods that are given such a key. `told_by`: methods of view classes that say who asks -> the
    attribute by which views ask them.
    """

    switches: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    methods: frozenset[str] = frozenset()
    calls: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by_nature: frozenset[str] = frozenset()
    objects: Mapping[str, str] = field(default_factory=dict)
    protects_by: tuple[str, str] = ("", "")
    needed: tuple[str, ...] = ()
    middleware: str = ""
    example: str = ""
    exempting: frozenset[str] = frozenset()
    on_functions: bool = False
    options: Mapping[str, object] = field(default_factory=dict)
    checks: Mapping[str, object] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    by_hand: frozenset[str] = frozenset()
    only_by: frozenset[str] = frozenset()
    cookies: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()
    told_by: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> frozenset[str]:
        """What a slice may hold of it that nothing else in the framework's table names."""
        names = (
            *self.switches,
            *self.methods,
            *self.calls,
            *(option for options in self.calls.values() for option in options),
            *self.objects,
            *self.objects.values(),
            *self.exempting,
            *self.options,
            *self.checks,
            *self.flags,
            *self.by_hand,
            *self.only_by,
            *self.policies,
            *self.needed,
            *self.told_by,
        )
        return frozenset(name.rpartition(".")[2] for name in names) - {""}
