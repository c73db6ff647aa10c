"""Recorded payloads are sent as the tool would whose folder they are in, or not at all."""

from pathlib import Path

import pytest

from deploy.senders.payloads import NoToolsFolder, payloads_below
from tests.deploy.commands.conftest import run_command


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A folder for each of two tools, one of which nothing receives."""
    for tool in ("github", "abacus"):
        (tmp_path / tool).mkdir()
        (tmp_path / tool / "ping.json").write_text("{}")
    return tmp_path


def test_a_file_is_of_the_tool_whose_folder_it_is_in(recorded: Path) -> None:
    assert [payload.folder for payload in payloads_below(recorded)] == [None, "github"]


def test_no_tool_is_guessed_from_the_name_of_the_whole(recorded: Path) -> None:
    with pytest.raises(NoToolsFolder):
        list(payloads_below(recorded / "github"))


async def test_a_folder_too_deep_is_refused_with_a_sentence_before_anything_starts(
    recorded: Path,
) -> None:
    ended = await run_command("payloads", str(recorded / "github"))
    assert (ended.status, ended.said) == (1, "")
    assert "ping.json is in no tool's folder; give the folder above" in ended.complained
    assert "Traceback" not in ended.complained
