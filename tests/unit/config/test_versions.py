"""The versions that a project declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from routelint.config import Config
from routelint.config.versions import target_versions


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("requirements.txt", "fastapi==0.83.0\n"),
        ("requirements.txt", "fastapi[all]>=0.83,<1  # the API\n"),
        ("pyproject.toml", '[project]\ndependencies = [\n    "fastapi>=0.83.0",\n]\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\nfastapi = "^0.83"\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\nfastapi = "0.83.0"\n'),
    ],
)
def test_pins_are_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert target_versions(tmp_path, Config())["fastapi"][:2] == (0, 83)


def test_a_package_without_a_version_is_the_newest(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("fastapi\nflask<3\n", "utf-8")
    assert target_versions(tmp_path, Config()) == {}
