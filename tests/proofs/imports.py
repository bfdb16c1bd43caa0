"""Whether importing a fixture ends, or starts a server: seen from outside, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.proofs.harness import Proof

#: Seconds until a process that neither ends nor serves is given up.
_PATIENCE = 40


def imported(fixture: str) -> Proof:
    """A fixture whose import starts a server, that of its good form and that of its fixed form."""
    ends = {"import": "ends"}
    return Proof(
        fixture=fixture,
        probe=import_of,
        bad={"import": "serves"},
        good=ends,
        fixed=ends,
        loads=False,
    )


def import_of(path: Any) -> dict[str, object]:
    """What becomes of a process that imports the fixture at `path`."""
    entry: Path = path / "main.py" if path.is_dir() else path
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", f"import {entry.stem}"],
        cwd=entry.parent,
        env={**os.environ, "PORT": str(port), "PYTHONPATH": str(entry.parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        return {"import": _outcome(process, port)}
    finally:
        process.kill()
        process.communicate()


def _outcome(process: subprocess.Popen[bytes], port: int) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            assert process.stderr is not None
            return "ends" if process.returncode == 0 else process.stderr.read().decode()
        with socket.socket() as client:
            client.settimeout(0.2)
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return "serves"
        time.sleep(0.05)
    return "hangs"
