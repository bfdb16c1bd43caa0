"""What a proof is, and how a fixture is loaded and asked under its real framework.

A proof states what clients of a fixture observe: before (`bad`), in the corrected form written by
hand (`good`) and in the form that `routelint --fix --unsafe-fixes` makes (`fixed`). Rule and
framework come from the place of the proof's file: `tests/proofs/<framework>/<slug>.py`.

Every run loads the fixture anew: a single file as a module of its own, a directory as a project
whose `main.py` is loaded with the directory first on `sys.path` (or, when it has an `__init__.py`,
as a package). Nothing of it stays in `sys.modules` afterwards.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import itertools
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
FIXTURES = REPOSITORY / "fixtures" / "rules"

Observations = Mapping[str, object]
Probe = Callable[[Any], Mapping[str, object]]

#: Frameworks with a `tests/proofs/<slug>/client.py`, which has `client(path)`: a context manager that
#: loads the fixture and yields what probes talk to.
CLIENTS = tuple(sorted(file.parent.name for file in Path(__file__).parent.glob("*/client.py")))

IMPORT_ERROR = "import_error"

# The key of fixtures that take theirs from the environment, as they should.
os.environ.setdefault("SECRET_KEY", "0123456789abcdef0123456789abcdef")
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Proof:
    """What `probe(client)` observes of a fixture and of its corrected and its fixed form.

    `fixture` and `corrected` are names beside each other in `fixtures/rules/<slug>/<framework>/`
    (a file, or a directory with a `main.py`). `corrected` defaults to the fixture's name with `bad`
    replaced by `good`. An expectation of None means that this form is not run: `fixed` where the
    rule has no fix for the fixture, `bad` (with `fixture=""`) for a good form that has no bad one.
    With `loads` False the probe is given the path, and not a client of the fixture that was loaded.
    A form that can't be imported is observed as `{"import_error": "<name of the exception>"}`.
    """

    probe: Probe
    fixture: str = "bad.py"
    corrected: str = ""
    bad: Observations | None = None
    good: Observations | None = None
    fixed: Observations | None = None
    loads: bool = True

    @property
    def corrected_name(self) -> str:
        return self.corrected or self.fixture.replace("bad", "good", 1)


@contextmanager
def loaded(path: Path) -> Iterator[ModuleType]:
    """Load the fixture at `path`; what it put into `sys.modules` and `sys.path` goes at the end.

    Raises whatever the fixture raises while it is imported.
    """
    directory = path if path.is_dir() else path.parent
    entry = path / "main.py" if path.is_dir() else path
    own_names = {f.stem for f in directory.iterdir() if f.suffix == ".py" or f.is_dir()}
    is_package = path.is_dir() and (path / "__init__.py").exists()
    if is_package:
        own_names = {path.name}
    elif not path.is_dir():
        own_names = set()
    before = dict(sys.modules)
    search_path = list(sys.path)
    writes_bytecode = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    try:
        for name in list(sys.modules):
            if name.partition(".")[0] in own_names:
                del sys.modules[name]
        if is_package:
            sys.path.insert(0, str(directory.parent))
            yield importlib.import_module(f"{path.name}.main")
        else:
            if path.is_dir():
                sys.path.insert(0, str(directory))
            # A name of its own for every load: frameworks cache by module name.
            name = f"fixture_{next(_numbers)}_{path.stem}"
            spec = importlib.util.spec_from_file_location(name, entry)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            if path.is_dir():
                sys.modules["main"] = module
            spec.loader.exec_module(module)
            yield module
    finally:
        sys.dont_write_bytecode = writes_bytecode
        sys.path[:] = search_path
        for name, module in list(sys.modules.items()):
            if name not in before and _is_below(module, directory):
                del sys.modules[name]
        for name, module in before.items():
            sys.modules.setdefault(name, module)
            if name.partition(".")[0] in own_names:
                sys.modules[name] = module


def _is_below(module: ModuleType, directory: Path) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and Path(file).is_relative_to(directory)


def observe(path: Path, framework: str, probe: Probe, *, may_fail: bool = False) -> Observations:
    """Load the fixture at `path` and ask it. `framework` is a slug of `CLIENTS`.

    With `may_fail` an exception during the import is the observation, else it is raised.
    """
    clients = importlib.import_module(f"tests.proofs.{framework}.client")
    with ExitStack() as stack:
        try:
            client = stack.enter_context(clients.client(path))
        except Exception as error:
            if not may_fail:
                raise
            return {IMPORT_ERROR: type(error).__name__}
        return dict(probe(client))


@contextmanager
def serve(app: Any) -> Iterator[str]:
    """Run `app` on a free loopback port, for effects that a test client hides; yields its URL.

    An ASGI application runs under uvicorn, a WSGI one under Werkzeug's threaded server.
    """
    call = app if inspect.isfunction(app) else type(app).__call__
    with _uvicorn(app) if inspect.iscoroutinefunction(call) else _werkzeug(app) as url:
        yield url


@contextmanager
def _uvicorn(app: Any) -> Iterator[str]:
    import uvicorn

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="auto"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 10
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the application did not start under uvicorn")
            time.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(5)
            if thread.is_alive():
                # A request that hangs for good keeps uvicorn waiting for its connection.
                server.force_exit = True
                thread.join(5)


@contextmanager
def _werkzeug(app: Any) -> Iterator[str]:
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
