"""`python -m routelint`."""

from __future__ import annotations

from routelint.cli.main import run

if __name__ == "__main__":
    run()
