"""`counterpoise import` against a live service: what it stores, and what it says of bad files."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from tests.conftest import Headers
from tests.deploy.commands.conftest import Command, Ended
from tests.live import free_port

HEAD = "id,source,metric,subject,time,value,queue\n"
ROW = "{id},crm,tickets_closed,person:ana,2026-11-02T09:30:00Z,{value},mail\n"

Import = Callable[..., Awaitable[Ended]]


@pytest.fixture
async def imported(
    metrics: httpx.AsyncClient, token: Headers, command: Command, tmp_path: Path
) -> Import:
    """Import a file of that content with a key that may push it."""
    admin = token("root", roles=["administrator"])
    made = await metrics.post("/v1/keys", json={"name": "history"}, headers=admin)
    secret = made.json()["secret"]

    async def run(content: bytes | str, name: str = "history.csv", key: str = secret) -> Ended:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return await command("import", str(file), KEY=key)

    return run


async def test_a_file_is_stored_once_however_often_it_is_imported(imported: Import) -> None:
    content = "\ufeff" + HEAD + ROW.format(id="a", value=1) + ROW.format(id="b", value="2.5")
    first, second = await imported(content), await imported(content)
    assert (first.status, first.said.splitlines()[-1]) == (
        0,
        "2 stored, 0 duplicates, 0 conflicts, 0 quarantined",
    )
    assert second.said.splitlines()[-1].startswith("0 stored, 2 duplicates")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(
            HEAD + ROW.format(id="a", value=1) + ROW.format(id="b", value='"0,5"'),
            "history.csv, line 3: value is '0,5', which is no number",
            id="a comma for a point",
        ),
        pytest.param(HEAD + ROW.format(id="a", value="nan"), "line 2: value is 'nan'", id="nan"),
        pytest.param(
            HEAD + ROW.format(id="a", value="0,5"), "line 2: there are more cells", id="a cell more"
        ),
        pytest.param(HEAD + '"a', "line 2: unexpected end of data", id="an open quote"),
        pytest.param(
            (HEAD + ROW.format(id="é", value=1)).encode("latin-1"),
            "line 2: byte 1 is not UTF-8",
            id="another encoding",
        ),
    ],
)
async def test_a_file_that_cannot_be_read_is_told_by_its_line_in_a_sentence(
    imported: Import, content: str | bytes, says: str
) -> None:
    ended = await imported(content)
    assert ended.status == 1
    assert says in ended.complained
    assert "Traceback" not in ended.complained


async def test_a_batch_that_is_refused_names_its_lines(imported: Import) -> None:
    rows = "".join(ROW.format(id=number, value=1) for number in range(3))
    ended = await imported(HEAD + rows, key="cp_nobody")
    assert ended.status == 1
    assert "lines 2 to 4 were refused. 401: " in ended.complained
    assert "Traceback" not in ended.complained


async def test_nobody_at_the_address_is_told_in_a_sentence(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "one.ndjson").write_text("{}")
    nowhere = str(free_port())
    ended = await command("import", str(tmp_path / "one.ndjson"), KEY="k", METRICS_PORT=nowhere)
    assert ended.status == 1
    assert f"Nobody answers at http://127.0.0.1:{nowhere}/v1/events" in ended.complained
