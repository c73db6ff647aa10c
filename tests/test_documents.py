"""What the documents say is so."""

import re
from pathlib import Path

import pytest

from deploy.cli import app as command_line
from deploy.problems import page
from shared.settings import Settings

SUPERVISOR = {f"{name}_PORT" for name in ("GOALS", "METRICS", "INSIGHTS")} | {"POSTGRES_URL", "KEY"}


@pytest.fixture(scope="module")
def readme(project: Path) -> str:
    """The README."""
    return (project / "README.md").read_text()


def test_every_problem_is_listed_with_its_meaning(project: Path) -> None:
    assert (project / "PROBLEMS.md").read_text() == page()


def test_every_setting_named_in_the_readme_exists(readme: str) -> None:
    named = set(re.findall(r"`(?:COUNTERPOISE_|…_)([A-Z_]+)`", readme))
    known = {name.upper() for name in Settings.model_fields} | SUPERVISOR
    assert len(named) > 8
    assert named <= known


def test_every_make_target_and_command_named_in_the_readme_exists(
    readme: str, project: Path
) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (project / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", readme)) <= targets
    commands = {
        known.name or getattr(known.callback, "__name__", "")
        for known in command_line.registered_commands
    }
    assert set(re.findall(r"counterpoise ([a-z-]+)\b", readme)) <= commands


def test_every_file_named_in_the_readme_is_there(readme: str, project: Path) -> None:
    named = set(re.findall(r"`((?:services|shared|deploy|tests)/[\w/.-]+)`", readme))
    assert len(named) > 4
    assert all((project / name).exists() for name in named)
