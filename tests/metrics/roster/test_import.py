"""The directory brought in step with a file, over HTTP."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.roster.rosters import HEAD, PATH, counts, imported, roster, send

HOUSE = (
    "team team=support name=Support",
    "team team=sales name=Sales",
    "role role=agent name=Agent",
    "person person=lena name=Lena",
    "person person=ana name=Ana fte=0.8",
    "membership person=ana team=support",
    "role_held person=ana role=agent first_day=2026-01-01",
    "lead person=lena team=support last_day=2030-12-31",
    "part_time person=ana fte=0.5 first_day=2026-04-01 last_day=2026-04-30",
    "absence person=ana first_day=2026-08-03 last_day=2026-08-14",
    "account tool=jira login=robot bot=true",
    "holder tool=jira login=ana person=ana",
)


def today() -> str:
    """The organization's day."""
    return datetime.now(UTC).date().isoformat()


def yesterday() -> str:
    """The day before."""
    return (datetime.now(UTC).date() - timedelta(days=1)).isoformat()


async def test_a_file_is_the_directory_it_says(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    assert counts(await imported(metrics, admin, *HOUSE)) == (13, 0, 0, 0)
    ana = (await metrics.get("/v1/people/ana", headers=admin)).json()
    assert ana == {
        "key": "ana",
        "name": "Ana",
        "fte": 0.8,
        "part_time": [{"fte": 0.5, "first_day": "2026-04-01", "last_day": "2026-04-30"}],
        "absences": [{"first_day": "2026-08-03", "last_day": "2026-08-14"}],
        "calendars": [],
        "archived_on": None,
        "roles": [{"role": "agent", "first_day": "2026-01-01", "last_day": None}],
        "memberships": [{"team": "support", "first_day": None, "last_day": None}],
    }
    team = (await metrics.get("/v1/teams/support", headers=admin)).json()
    assert team["leads"] == [{"person": "lena", "first_day": None, "last_day": "2030-12-31"}]
    accounts = (await metrics.get("/v1/accounts", headers=admin)).json()["items"]
    assert [(one["login"], one["bot"], len(one["holders"])) for one in accounts] == [
        ("ana", False, 1),
        ("robot", True, 0),
    ]


@pytest.mark.parametrize("mode", ["merge", "replace"])
async def test_the_same_file_again_changes_nothing(
    metrics: httpx.AsyncClient, admin: dict[str, str], mode: str
) -> None:
    await imported(metrics, admin, *HOUSE)
    again = await imported(metrics, admin, *HOUSE, mode=mode)
    assert (counts(again), again["changes"]) == ((0, 0, 0, 12), [])


async def test_a_dry_run_tells_the_same_and_keeps_nothing(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    dry = await imported(metrics, admin, *HOUSE, dry_run="true")
    assert (await metrics.get("/v1/people", headers=admin)).json()["items"] == []
    wet = await imported(metrics, admin, *HOUSE)
    assert {**dry, "dry_run": False} == wet


async def test_what_is_said_without_a_day_begins_today_and_what_ran_ends_yesterday(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await imported(metrics, admin, *HOUSE)
    moved = ("person person=ana name=Ana", "membership person=ana team=sales")
    report = await imported(metrics, admin, *moved, mode="replace")
    assert counts(report) == (1, 1, 3, 0)
    ana = (await metrics.get("/v1/people/ana", headers=admin)).json()
    assert ana["memberships"] == [
        {"team": "support", "first_day": None, "last_day": yesterday()},
        {"team": "sales", "first_day": today(), "last_day": None},
    ]
    assert ana["roles"][0]["last_day"] is None  # the file has no roles at all
    lena = (await metrics.get("/v1/people/lena", headers=admin)).json()
    assert lena["archived_on"] == today()
    team = (await metrics.get("/v1/teams/support", headers=admin)).json()
    assert team["leads"][0]["last_day"] == yesterday()


async def test_days_that_are_said_replace_those_that_were_not_known(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await imported(metrics, admin, *HOUSE)
    known = "membership person=ana team=support first_day=2024-05-01"
    assert (await send(metrics, admin, roster(known))).status_code == 422  # merging erases nothing
    report = await imported(metrics, admin, known, mode="replace")
    assert counts(report) == (1, 0, 1, 0)
    ana = (await metrics.get("/v1/people/ana", headers=admin)).json()
    [membership] = ana["memberships"]
    assert (membership["first_day"], membership["last_day"]) == ("2024-05-01", None)
    assert counts(await imported(metrics, admin, known, mode="replace")) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("before", "said", "line", "told"),
    [
        pytest.param(
            [],
            ["membership person=ana team=support first_day=2024-05-01"],
            2,
            "membership of ana, support that stands already without a first day",
            id="what stands",
        ),
        pytest.param(
            ["absence person=ana first_day=2026-02-01 last_day=2026-02-09"],
            ["absence person=ana first_day=2026-01-01 last_day=2026-02-01"],
            2,
            "absence of ana that stands already from 2026-02-01 until 2026-02-09",
            id="what stands and begins later",
        ),
        pytest.param(
            [],
            [
                "absence person=ana first_day=2026-03-02 last_day=2026-03-04",
                "absence person=ana first_day=2026-03-01 last_day=2026-03-02",
            ],
            2,
            "absence of ana in line 3 from 2026-03-01 until 2026-03-02",
            id="another line",
        ),
    ],
)
async def test_a_span_that_overlaps_is_told_which_other(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    before: list[str],
    said: list[str],
    line: int,
    told: str,
) -> None:
    await imported(metrics, admin, *HOUSE, *before)
    [fault] = (await send(metrics, admin, roster(*said))).json()["errors"]
    assert fault["pointer"] == f"/{line}/first_day"
    assert fault["detail"] == f"Overlaps {told}; it would be counted twice."


async def test_what_is_past_stays_as_it_was_when_others_replace_it(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    past = "membership person=ana team=sales first_day=2019-01-01 last_day=2019-12-31"
    await imported(metrics, admin, *HOUSE, past)
    now = ("membership person=ana team=support", "membership person=lena team=support")
    assert counts(await imported(metrics, admin, *now, mode="replace")) == (1, 0, 0, 1)
    ana = (await metrics.get("/v1/people/ana", headers=admin)).json()
    assert [(each["team"], each["last_day"]) for each in ana["memberships"]] == [
        ("support", None),
        ("sales", "2019-12-31"),
    ]


async def test_merging_ends_nothing(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    await imported(metrics, admin, *HOUSE)
    assert counts(await imported(metrics, admin, "membership person=ana team=sales"))[2] == 0
    ana = (await metrics.get("/v1/people/ana", headers=admin)).json()
    assert [entry["last_day"] for entry in ana["memberships"]] == [None, None]


async def test_another_share_of_an_account_or_of_full_time_follows_the_one_before(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await imported(metrics, admin, *HOUSE, "part_time person=lena fte=0.5")
    changed = ("holder tool=jira login=ana person=lena", "part_time person=lena fte=0.6")
    await imported(metrics, admin, *changed)
    account = (await metrics.get("/v1/accounts/jira/ana", headers=admin)).json()
    assert [(one["person"], one["first_day"]) for one in account["holders"]] == [
        ("ana", None),
        ("lena", today()),
    ]
    lena = (await metrics.get("/v1/people/lena", headers=admin)).json()
    assert [(one["fte"], one["last_day"]) for one in lena["part_time"]] == [
        (0.5, yesterday()),
        (0.6, None),
    ]


async def test_whoever_is_in_the_file_again_is_back(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await imported(metrics, admin, *HOUSE)
    await imported(metrics, admin, "person person=lena name=Lena", mode="replace")
    await imported(metrics, admin, "person person=ana name=Ana", mode="merge")
    ana = (await metrics.get("/v1/people/ana", headers=admin)).json()
    assert (ana["archived_on"], ana["memberships"][0]["last_day"]) == (None, yesterday())


@pytest.mark.parametrize(
    ("lines", "line", "column", "code"),
    [
        pytest.param(["cat person=ana"], 2, "kind", "kind_unknown", id="a cat"),
        pytest.param(["person person=Ana name=A"], 2, "person", "malformed", id="a capital"),
        pytest.param(["person person=ana"], 2, "name", "missing", id="no name"),
        pytest.param(["team team=a name=A fte=1"], 2, "fte", "not_of_kind", id="a team's share"),
        pytest.param(["person person=a name=A fte=3"], 2, "fte", "not_a_share", id="three people"),
        pytest.param(["person person=a name=A fte=nan"], 2, "fte", "not_a_share", id="nan"),
        pytest.param(["account tool=a login=b bot=si"], 2, "bot", "not_true_or_false", id="si"),
        pytest.param(
            [*HOUSE, "membership person=ana team=nowhere"], 14, "team", "team_unknown", id="no team"
        ),
        pytest.param(
            ["holder tool=a login=b person=x"], 2, "person", "person_unknown", id="nobody"
        ),
        pytest.param(
            ["team team=a name=A", "team team=a name=B"], 3, None, "repeated", id="a team twice"
        ),
        pytest.param(
            [*HOUSE, "role_held person=ana role=agent first_day=2026-02-01"],
            14,
            "first_day",
            "overlaps",
            id="a role twice on one day",
        ),
        pytest.param(
            [*HOUSE, "absence person=ana first_day=2026-02-02 last_day=2026-02-01"],
            14,
            "last_day",
            "ends_first",
            id="ends before it begins",
        ),
        pytest.param(
            [*HOUSE[:5], "membership person=ana team=sales last_day=2001-01-01"],
            None,
            None,
            None,
            id="what had no beginning may end in the past",
        ),
        pytest.param(["absence person=ana"], 2, "last_day", "day_missing", id="away for ever"),
        pytest.param(
            ["team team=a name=A first_day=2026-01-01"], 2, "first_day", "not_of_kind", id="a day"
        ),
        pytest.param(
            ["lead person=a team=b first_day=1.1.26"], 2, "first_day", "not_a_day", id="no day"
        ),
        pytest.param(["team team=a name=\x00"], 2, "name", "malformed", id="NUL"),
    ],
)
async def test_a_line_that_is_wrong_is_named_and_nothing_is_imported(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    lines: list[str],
    line: int | None,
    column: str | None,
    code: str | None,
) -> None:
    content = roster(*lines)
    dry = await send(metrics, admin, content, dry_run="true")
    first = (dry.json()["errors"] or [dict.fromkeys(("line", "column", "code"))])[0]
    assert (first["line"], first["column"], first["code"]) == (line, column, code)
    wet = await send(metrics, admin, content)
    assert wet.status_code == (422 if line else 200)
    if line:
        pointer = f"/{line}" + (f"/{column}" if column else "")
        assert wet.json()["errors"][0]["pointer"] == pointer
        assert (await metrics.get("/v1/teams", headers=admin)).json()["items"] == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param("", 400, id="nothing"),
        pytest.param("person,name\n", 400, id="no kind"),
        pytest.param(HEAD + ",hat\n", 400, id="a hat"),
        pytest.param(HEAD + ",kind\n", 400, id="a column twice"),
        pytest.param(HEAD + '\nteam,"', 400, id="an open quote"),
        pytest.param(b"kind\n\xff", 400, id="latin-1"),
        pytest.param("kind\n" + "x" * 200_000, 400, id="an endless cell"),
        pytest.param("kind\n" + "x\n" * 100_000, 400, id="too many lines"),
        pytest.param(HEAD + "\n" * 50, 200, id="empty lines"),
        pytest.param("\ufeff" + HEAD + "\r\n", 200, id="as a spreadsheet writes it"),
    ],
)
async def test_what_cannot_be_read_is_refused_as_a_whole(
    metrics: httpx.AsyncClient, admin: dict[str, str], content: str | bytes, status: int
) -> None:
    answer = await send(metrics, admin, content)
    assert answer.status_code == status, answer.text


async def test_only_csv_of_administrators_is_taken(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    answer = await send(metrics, token("lena", ["lead", "analyst"]), HEAD)
    assert answer.status_code == 403
    assert (await metrics.post(PATH, json={}, headers=admin)).status_code == 415
