"""`counterpoise directory`: shows how a file differs, and keeps it."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from deploy.commands.local import local_keys, local_plan
from deploy.supervisor.environment import environment_of
from services.metrics.app import make
from shared.settings import PREFIX, Settings
from tests.deploy.commands.conftest import Ended, run_command
from tests.live import Live, free_port
from tests.metrics.roster.rosters import roster


@pytest.fixture
async def port(
    metrics: httpx.AsyncClient, settings: Settings, database_urls: dict[str, str]
) -> AsyncIterator[str]:
    """Where a metrics service answers that believes the local issuer."""
    plan = local_plan()
    told = environment_of(plan.services[-1], plan, local_keys(), {})
    ours = {name: value for name, value in told.items() if name.startswith(PREFIX)}
    read = {name.removeprefix(PREFIX).lower(): value for name, value in ours.items()}
    read = {name: value for name, value in read.items() if name in Settings.model_fields}
    read |= {"database_url": database_urls["metrics"], "log_level": "ERROR", "drain_seconds": "0"}
    async with Live(make(Settings.model_validate(read)), f"http://127.0.0.1:{free_port()}") as live:
        yield str(urlsplit(live.url).port)


async def run(port: str, tmp_path: Path, content: str, *words: str) -> Ended:
    """Bring the directory in step with a file of that content."""
    file = tmp_path / "people.csv"
    file.write_text(content)
    return await run_command("directory", str(file), *words, METRICS_PORT=port)


async def test_a_file_is_shown_as_a_difference_and_kept(port: str, tmp_path: Path) -> None:
    content = roster("person person=ana name=Ana", "team team=support name=Support")
    dry = await run(port, tmp_path, content, "--dry-run")
    assert dry.status == 0, dry.complained
    assert dry.said.splitlines() == [
        "+ person person=ana name=Ana fte=1.0  (line 2)",
        "+ team team=support name=Support  (line 3)",
        "2 added, 0 changed, 0 ended, 0 unchanged (dry run)",
    ]
    assert (await run(port, tmp_path, content)).said.splitlines()[-1].startswith("2 added, 0")
    again = await run(port, tmp_path, content, "--replace")
    assert again.said == "0 added, 0 changed, 0 ended, 2 unchanged\n"


async def test_lines_that_are_wrong_are_named_and_end_it(port: str, tmp_path: Path) -> None:
    ended = await run(port, tmp_path, roster("person person=ana name=Ana fte=3"))
    assert ended.status == 1
    assert "people.csv, line 2, fte: More than 0" in ended.complained
    assert ended.complained.endswith("Nothing was imported.\n")
