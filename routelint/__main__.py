"""`python -m routelint`."""

from __future__ import annotations

from routelint.cli.main import main

if __name__ == "__main__":
    main()
