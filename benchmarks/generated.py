"""Time routelint on a generated Flask application.

    python benchmarks/generated.py [--files 400] [--repeat 3] [--json]

Prints seconds of wall-clock time for a cold run (no cache), a warm run (nothing changed) and a run
after one file changed, the best of the repetitions each.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]

ROUTES = '''\
"""The views of {name}."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, redirect, request

from application.services.{name} import load, store

bp = Blueprint("{name}", __name__, url_prefix="/{name}")


@bp.before_request
def identify():
    if "Authorization" not in request.headers:
        return jsonify(error="who are you?"), 401


@bp.get("/")
def listing():
    return jsonify(load(request.args.get("page", 1, type=int)))


@bp.get("/<int:number>")
def detail(number):
    found = load(number)
    if found is None:
        abort(404)
    if found.moved:
        {drop}redirect(found.address)
    return jsonify(found)


@bp.post("/")
def create():
    data = request.get_json()
    try:
        stored = store(data)
    except ValueError as error:
        return jsonify(error=str(error)), 422
    return jsonify(stored), 201
'''

SERVICE = '''\
"""What {name} does without knowing of the web."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass
class Record:
    number: int
    text: str
    moved: bool = False
    address: str = ""
    tags: list[str] = dataclasses.field(default_factory=list)

    def tagged(self, *tags):
        for tag in tags:
            if tag not in self.tags:
                self.tags.append(tag)
        return self


RECORDS = {{number: Record(number, str(number)) for number in range(100)}}


def load(number):
    return RECORDS.get(number)


def store(data):
    if not data or "text" not in data:
        raise ValueError("no text")
    record = Record(len(RECORDS), data["text"])
    for tag in data.get("tags", ()):
        record.tagged(tag.strip().lower())
    RECORDS[record.number] = record
    return dataclasses.asdict(record)
'''


def generate(root: Path, files: int) -> int:
    """Write an application of about `files` files below `root`; returns its lines."""
    package = root / "application"
    (package / "views").mkdir(parents=True)
    (package / "services").mkdir()
    for directory in (package / "views", package / "services"):
        (directory / "__init__.py").write_text("")
    names = [f"part{number:04}" for number in range(max(1, files // 2))]
    for number, name in enumerate(names):
        drop = "" if number % 50 == 0 else "return "
        (package / "views" / f"{name}.py").write_text(ROUTES.format(name=name, drop=drop))
        (package / "services" / f"{name}.py").write_text(SERVICE.format(name=name))
    imports = "".join(f"from application.views import {name}\n" for name in names)
    calls = "".join(f"    app.register_blueprint({name}.bp)\n" for name in names)
    (package / "__init__.py").write_text(
        f"from flask import Flask\n\n{imports}\n\ndef create_app():\n    app = Flask(__name__)\n"
        f'    app.config["MAX_CONTENT_LENGTH"] = 1_000_000\n{calls}    return app\n'
    )
    (root / "pyproject.toml").write_text('[project]\nname = "application"\nversion = "1"\n')
    return sum(len(path.read_text().splitlines()) for path in root.rglob("*.py"))


def seconds(root: Path) -> float:
    """The time of one run; raises RuntimeError unless it found the planted mistakes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "routelint", "check", "--output-format", "concise", "."]
    # This checkout is measured, whatever is installed.
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    run = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    elapsed = time.perf_counter() - start
    if run.returncode != 1 or "RL101" not in run.stdout:
        raise RuntimeError(f"routelint ended with {run.returncode}:\n{run.stdout}{run.stderr}")
    return elapsed


def measure(files: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        lines = generate(root, files)
        cold = seconds(root)
        warm = seconds(root)
        changed = root / "application" / "views" / "part0000.py"
        changed.write_text(changed.read_text() + "\n# Changed.\n")
        return {"lines": lines, "cold": cold, "warm": warm, "one_changed": seconds(root)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    runs = [measure(arguments.files) for _ in range(arguments.repeat)]
    best = {key: min(run[key] for run in runs) for key in runs[0]}
    if arguments.json:
        print(json.dumps({"files": arguments.files, **best}))
        return
    print(f"{arguments.files} files, {best['lines']:.0f} lines")
    for key in ("cold", "warm", "one_changed"):
        print(f"{key:>12}: {best[key]:.2f} s")


if __name__ == "__main__":
    main()
