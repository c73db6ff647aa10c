"""`counterpoise import` against a live service: what it stores, and what it says of bad files."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pyarrow
import pytest
from pyarrow import parquet

from tests.conftest import Headers
from tests.deploy.commands.conftest import Command, Ended
from tests.live import free_port

HEAD = "id,source,metric,subject,time,value,queue\n"
ROW = "{id},crm,tickets_closed,person:ana,2026-11-02T09:30:00Z,{value},mail\n"

EVENT: dict[str, Any] = {
    "id": "a",
    "source": "crm",
    "metric": "tickets_closed",
    "subject": "person:ana",
}

Import = Callable[..., Awaitable[Ended]]


@pytest.fixture
async def imported(
    metrics: httpx.AsyncClient, token: Headers, command: Command, tmp_path: Path
) -> Import:
    """Import a file of that content with a key that may push it."""
    admin = token("root", roles=["administrator"])
    made = await metrics.post("/v1/keys", json={"name": "history"}, headers=admin)
    secret = made.json()["secret"]

    async def run(
        content: bytes | str,
        name: str = "history.csv",
        key: str = secret,
        words: Sequence[str] = (),
    ) -> Ended:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return await command("import", str(file), *words, KEY=key)

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
            HEAD + ROW.format(id="a", value='"0,5"') + ROW.format(id="b", value=1),
            "history.csv, line 2: value is '0,5', which is no number",
            id="a comma for a point",
        ),
        pytest.param(HEAD + ROW.format(id="a", value="nan"), "line 2: value is 'nan'", id="nan"),
        pytest.param(
            HEAD + ROW.format(id="a", value="0,5"), "line 2: there are more cells", id="a cell more"
        ),
        pytest.param(
            HEAD + ROW.format(id="b", value=1) + '"a',
            "line 3: unexpected end of data",
            id="an open quote",
        ),
        pytest.param(
            (HEAD + ROW.format(id="é", value=1)).encode("latin-1"),
            "line 2: it is not UTF-8",
            id="another encoding",
        ),
        pytest.param(
            HEAD + ROW.format(id="a", value=1) + ROW.format(id="b", value="1e300"),
            "line 3: quarantined, 'tickets_closed' allows",
            id="what the service cannot count",
        ),
        pytest.param(
            HEAD + ROW.format(id="a", value=1) + "\n" + ROW.format(id="a", value=2),
            "line 4: conflict, Other content came under this id before",
            id="a contradiction, after a blank line",
        ),
    ],
)
async def test_a_line_that_does_not_come_to_count_is_named_and_the_others_are_stored(
    imported: Import, content: str | bytes, says: str
) -> None:
    ended = await imported(content)
    assert ended.status == 1
    assert says in ended.complained
    assert "Traceback" not in ended.complained
    good = content.count(b",1,mail" if isinstance(content, bytes) else ",1,mail")
    stored = int(ended.said.splitlines()[-1].partition(" ")[0])
    assert stored == (0 if isinstance(content, bytes) else good)


async def test_of_very_many_wrong_lines_the_first_are_named_and_the_rest_are_counted(
    imported: Import,
) -> None:
    ended = await imported(HEAD + ROW.format(id="a", value="x") * 60)
    assert ended.complained.count("which is no number") == 50
    assert "and 10 lines more" in ended.complained
    assert ended.said.splitlines()[-1].endswith("60 unreadable")


async def test_a_table_without_the_columns_of_an_event_is_refused_by_their_names(
    imported: Import,
) -> None:
    ended = await imported("id,source,time\na,crm,2026-11-02T09:30:00Z\n")
    assert ended.status == 1
    assert "has no column metric, subject" in ended.complained


async def test_an_import_goes_on_with_the_line_that_is_said(imported: Import) -> None:
    rows = [ROW.format(id=number, value=1) for number in range(2_500)]
    ended = await imported(HEAD + "".join(rows), words=["--from", "2001"])
    assert ended.said.splitlines()[-1].startswith("501 stored")
    ended = await imported(HEAD + "".join(rows))
    assert ended.said.splitlines()[-1].startswith("1999 stored, 501 duplicates")


async def test_a_batch_that_is_refused_names_its_lines_and_where_to_go_on(
    imported: Import,
) -> None:
    rows = "".join(ROW.format(id=number, value=1) for number in range(3))
    ended = await imported(HEAD + rows, key="cp_nobody")
    assert ended.status == 1
    assert "lines 2 to 4 were not taken. 401: " in ended.complained
    assert "go on with --from 2" in ended.complained
    assert "Traceback" not in ended.complained


async def test_a_parquet_file_is_stored_with_its_types_and_its_attributes(
    imported: Import, administrator: asyncpg.Connection, tmp_path: Path
) -> None:
    at = datetime(2026, 11, 2, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    rows = [
        EVENT | {"time": at, "value": Decimal("2.5"), "attributes": {"queue": "mail"}, "n": 3},
        EVENT | {"id": "b", "time": at, "value": None, "attributes": None, "n": None},
    ]
    file = tmp_path / "table.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    ended = await imported(file.read_bytes(), name="history.parquet")
    assert (ended.status, ended.said.splitlines()[-1].partition(",")[0]) == (0, "2 stored")
    kept = await administrator.fetch(
        "select id, time, value, attributes from metrics.event order by id"
    )
    assert [tuple(row) for row in kept] == [
        ("a", at, 2.5, '{"n": 3, "queue": "mail"}'),
        ("b", at, 1, None),
    ]


async def test_a_parquet_time_without_a_zone_is_named_by_its_row(
    imported: Import, tmp_path: Path
) -> None:
    file = tmp_path / "table.parquet"
    naive = datetime.fromisoformat("2026-11-02T10:30")
    parquet.write_table(pyarrow.Table.from_pylist([EVENT | {"time": naive}]), file)
    ended = await imported(file.read_bytes(), name="history.parquet")
    assert ended.status == 1
    assert "line 1: the time 2026-11-02 10:30:00 has no zone" in ended.complained


async def test_what_is_no_parquet_is_told_in_a_sentence(imported: Import) -> None:
    ended = await imported(b"PAR1 no", name="history.parquet")
    assert ended.status == 1
    assert "cannot be read as Parquet" in ended.complained
    assert "Traceback" not in ended.complained


async def test_ndjson_is_sent_as_it_stands_and_its_wrong_lines_are_named(
    imported: Import, administrator: asyncpg.Connection
) -> None:
    good = json.dumps(EVENT | {"time": "2026-11-02T09:30:00Z"})
    ended = await imported("\ufeff" + good + "\n\n{broken\n", name="history.ndjson")
    assert ended.status == 1
    assert "line 3: quarantined, " in ended.complained
    assert await administrator.fetchval("select raw from metrics.quarantine") == b"{broken"


async def test_nobody_at_the_address_is_told_in_a_sentence(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "one.ndjson").write_text("{}")
    nowhere = str(free_port())
    ended = await command("import", str(tmp_path / "one.ndjson"), KEY="k", METRICS_PORT=nowhere)
    assert ended.status == 1
    assert f"Nobody answers at http://127.0.0.1:{nowhere}/v1/events" in ended.complained
