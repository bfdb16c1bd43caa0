"""A directory of reports, and files beside it which none of its clients should get."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from tests.proofs.harness import FIXTURES

#: How clients write `../secret.txt` where it stands in a path, and in a query.
UP, UP_PRIVATE = "..%2Fsecret.txt", "..%2Freports-private%2Fsecret.txt"
SECRET = "the others' secret"


def own_name() -> str:
    """The file name of the fixture that is loaded."""
    return Path(_modules()[0].__file__ or "").name


def _modules() -> list[ModuleType]:
    found = [
        module
        for module in list(sys.modules.values())
        if str(getattr(module, "__file__", "")).startswith(str(FIXTURES))
        and "REPORTS" in vars(module)
    ]
    assert found
    return found


@contextmanager
def reports() -> Iterator[Path]:
    """Lets `REPORTS` of the fixture be a directory with `january.txt`, beside `secret.txt` and
    `reports-private/secret.txt`, of type `str` where it was one."""
    modules = _modules()
    with TemporaryDirectory() as name:
        # Some tests of paths need one without links in it.
        directory = Path(name).resolve() / "reports"
        private = directory.with_name("reports-private")
        for folder in (directory, private):
            folder.mkdir()
        (directory / "january.txt").write_text("january")
        for file in (private / "secret.txt", directory.with_name("secret.txt")):
            file.write_text(SECRET)
        before: list[Any] = [module.REPORTS for module in modules]
        for module in modules:
            module.REPORTS = type(module.REPORTS)(directory)
        try:
            yield directory
        finally:
            for module, value in zip(modules, before, strict=True):
                module.REPORTS = value


def seen(answers: Callable[[str], str], paths: dict[str, str]) -> dict[str, object]:
    """For each label what the answer to its path holds: "outside" where it is the secret."""
    return {
        label: "outside" if SECRET in answers(path) else "inside" for label, path in paths.items()
    }
