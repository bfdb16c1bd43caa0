"""Which files are test suites: what they do to an application is not what clients can do."""

from __future__ import annotations

_FOLDERS = frozenset({"tests", "test", "testing"})
_NAMES = frozenset({"conftest.py", "tests.py"})


def is_test(path: str) -> bool:
    """Whether a file, by the usual names of its path below the project's root, is for tests."""
    *folders, name = path.split("/")
    return (
        name.startswith("test_")
        or name.endswith("_test.py")
        or name in _NAMES
        or not _FOLDERS.isdisjoint(folders)
    )
