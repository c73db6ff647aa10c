"""A whole and its groups: as people belonged day by day, and never of too few people."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person
from tests.metrics.series.test_forms import ARROW, parsed_arrow, parsed_csv

MONDAY = date(2026, 11, 2)
DAYS = [MONDAY + timedelta(days=number) for number in range(9)]  # to Tuesday of the next week
WEDNESDAY = MONDAY + timedelta(days=2)
ALPHA = [f"a{number}" for number in range(6)]
BETA = [f"b{number}" for number in range(5)]
TINY = ["t0", "t1"]
PEOPLE = [*ALPHA, *BETA, *TINY, "none"]
ASKED = {"metric": "tickets_closed", "subject": "organization"}
ASKED |= {"from": str(DAYS[0]), "to": str(DAYS[-1]), "group_by": "team"}


def team_of(person: str, day: date) -> str | None:
    """The team of each: b4 moves from beta to alpha on Wednesday."""
    if person == "b4":
        return "team:beta" if day < WEDNESDAY else "team:alpha"
    teams = {"a": "team:alpha", "b": "team:beta", "t": "team:tiny"}
    return teams.get(person[0])


def role_of(person: str, _: date) -> str | None:
    """The role of each: all but one are agents."""
    return None if person == "none" else "role:agent"


def person_of(person: str, _: date) -> str:
    """Everybody by themselves."""
    return f"person:{person}"


def done_on(person: str, day: date) -> int:
    """What each closes on a day, with the account that a0 hands to b0 on Wednesday."""
    holder = "a0" if day < WEDNESDAY else "b0"
    return PEOPLE.index(person) + 1 + 100 * (person == holder)


@pytest.fixture
async def organization(metrics: httpx.AsyncClient, admin: dict[str, str], post: Post) -> None:
    """Fourteen people, who all close tickets on each of nine days."""
    for team, lead in (("alpha", "lena"), ("beta", "bea"), ("tiny", "tim")):
        said = {"name": team, "leads": [{"person": lead}]}
        assert (await metrics.put(f"/v1/teams/{team}", json=said, headers=admin)).is_success
    for person in PEOPLE:
        spells: list[dict[str, Any]] = [{"team": (team_of(person, MONDAY) or "")[5:]}]
        if person == "b4":
            spells[0]["last_day"] = str(WEDNESDAY - timedelta(days=1))
            spells += [{"team": "alpha", "first_day": str(WEDNESDAY)}]
        roles = [{"role": "agent"}] if role_of(person, MONDAY) else []
        teams = spells if team_of(person, MONDAY) else []
        await put_person(metrics, admin, person, memberships=teams, roles=roles)
    holders = [{"person": "a0", "last_day": str(WEDNESDAY - timedelta(days=1))}]
    holders += [{"person": "b0", "first_day": str(WEDNESDAY)}]
    put = await metrics.put("/v1/accounts/desk/1", json={"holders": holders}, headers=admin)
    assert put.is_success, put.text
    events = [
        event(id=f"{who}-{day}", subject=who, value=value, time=f"{day}T12:00:00Z")
        for day in DAYS
        for who, value in [
            ("account:desk/1", 100),
            *((f"person:{person}", PEOPLE.index(person) + 1) for person in PEOPLE),
        ]
    ]
    assert (await post(*events)).json()["stored"] == len(events)


async def ask(metrics: httpx.AsyncClient, who: dict[str, str], **asked: str) -> dict[str, Any]:
    """The whole and its groups."""
    answer = await metrics.get("/v1/series", params=ASKED | asked, headers=who)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def told_of(answer: dict[str, Any]) -> dict[str, list[float | None]]:
    """The values of each group; None where they are not told."""
    return {
        group["group"]: [None if p["suppressed"] else p["value"] for p in group["points"]]
        for group in answer["groups"]
    }


def expected(group: str, group_of: Any, answer: dict[str, Any], people: Sequence[str]) -> list[int]:
    """What a group did in each window, told from who was in it on each day."""
    return [
        sum(
            done_on(person, day)
            for day in DAYS
            if point["start"] <= str(day) <= point["end"]
            for person in people
            if group_of(person, day) == group
        )
        for point in answer["points"]
    ]


@pytest.mark.parametrize("window", ["day", "week", "month"])
@pytest.mark.parametrize(
    ("by", "group_of", "groups"),
    [
        ("team", team_of, ["team:alpha", "others"]),
        ("role", role_of, ["others"]),
        ("person", person_of, ["others"]),
    ],
)
async def test_an_analyst_is_told_of_groups_that_are_large_and_give_nobody_away(
    metrics: httpx.AsyncClient,
    organization: None,
    token: Headers,
    window: str,
    by: str,
    group_of: Any,
    groups: list[str],
) -> None:
    answer = await ask(metrics, token("hr", ["analyst"]), window=window, group_by=by)
    told = told_of(answer)
    assert list(told) == groups
    for group in set(told) - {"others"}:
        assert told[group] == expected(group, group_of, answer, PEOPLE)
    whole = [point["value"] for point in answer["points"]]
    assert list(map(sum, zip(*told.values(), strict=True))) == whole


async def test_a_lead_is_told_of_their_people_and_what_that_leaves_of_others(
    metrics: httpx.AsyncClient, organization: None, token: Headers
) -> None:
    answer = await ask(metrics, token("tim", ["lead", "analyst"]))
    told = told_of(answer)
    assert list(told) == ["team:alpha", "team:tiny", "others"]
    assert told["team:tiny"] == expected("team:tiny", team_of, answer, PEOPLE)
    everybody = [point["value"] for point in answer["points"]]
    assert list(map(sum, zip(*told.values(), strict=True))) == everybody


@pytest.mark.parametrize("window", ["day", "week"])
async def test_a_lead_sees_each_of_their_team_for_the_days_they_were_in_it(
    metrics: httpx.AsyncClient, organization: None, token: Headers, post: Post, window: str
) -> None:
    await post(event(id="whole", subject="team:alpha", value=1000))
    lena = token("lena", ["lead"])
    asked = {"subject": "team:alpha", "group_by": "person", "window": window}
    answer = await ask(metrics, lena, **asked)
    told = told_of(answer)

    def in_alpha(person: str, day: date) -> str | None:
        return f"person:{person}" if team_of(person, day) == "team:alpha" else None

    assert list(told) == [*(f"person:{person}" for person in [*ALPHA, "b4"]), "others"]
    for group in set(told) - {"others"}:
        assert told[group] == expected(group, in_alpha, answer, PEOPLE)
    assert told["others"] == [1000, *(0 for _ in answer["points"][1:])]  # posted on the whole


@pytest.mark.parametrize("window", ["day", "week", "month"])
@pytest.mark.parametrize(
    ("subject", "who", "belonging"),
    [
        ("team:alpha", "lena", team_of),
        ("team:beta", "bea", team_of),
        ("role:agent", "hr", role_of),
        ("organization", "hr", lambda *_: "organization"),
    ],
)
async def test_a_number_is_of_those_who_belonged_on_each_day_and_held_its_accounts_then(
    metrics: httpx.AsyncClient,
    organization: None,
    token: Headers,
    subject: str,
    who: str,
    belonging: Any,
    window: str,
) -> None:
    asked = {name: value for name, value in ASKED.items() if name != "group_by"}
    asked |= {"subject": subject, "window": window}
    answer = await metrics.get("/v1/series", params=asked, headers=token(who, ["lead", "analyst"]))
    told = [point["value"] for point in answer.json()["points"]]
    assert told == expected(subject, belonging, answer.json(), PEOPLE)


@pytest.mark.parametrize("by", ["person", "team", "role"])
async def test_groups_are_told_as_of_a_moment_too(
    metrics: httpx.AsyncClient, organization: None, token: Headers, post: Post, by: str
) -> None:
    lena, then = token("lena", ["lead", "analyst"]), datetime.now(UTC).isoformat()
    before = await ask(metrics, lena, group_by=by)
    await post(event(id="later", subject="person:a0", time=f"{MONDAY}T12:00:00Z"))
    assert await ask(metrics, lena, group_by=by, as_of=then) == before
    assert await ask(metrics, lena, group_by=by) != before


async def test_what_is_hidden_on_a_day_is_hidden_in_every_window_with_that_day(
    metrics: httpx.AsyncClient, admin: dict[str, str], organization: None, token: Headers
) -> None:
    for person in (*TINY, "none"):
        since = [{"team": "beta", "first_day": str(WEDNESDAY)}]
        await put_person(metrics, admin, person, memberships=since)
    hr = token("hr", ["analyst"])
    by_day = told_of(await ask(metrics, hr))
    assert [value is None for value in by_day["team:beta"]] == [True] * 2 + [False] * 7
    by_week = told_of(await ask(metrics, hr, window="week"))
    assert [value is None for value in by_week["team:beta"]] == [True, False]


async def test_people_of_two_teams_count_in_both_and_nobody_can_be_told_apart_by_it(
    metrics: httpx.AsyncClient, admin: dict[str, str], organization: None, token: Headers
) -> None:
    both = [{"team": "alpha"}, {"team": "beta"}]
    await put_person(metrics, admin, "b0", memberships=both)
    seen = told_of(await ask(metrics, token("hr", ["analyst"])))
    assert list(seen) == ["team:alpha", "others"]
    assert set(seen["others"]) == {None}
    lead = token("lena", ["lead", "analyst"])
    hers = await ask(metrics, lead, subject="team:alpha")
    told = told_of(hers)
    assert told["team:alpha"] == [point["value"] for point in hers["points"]]
    assert told["team:beta"] == [done_on("b0", day) for day in DAYS]


@pytest.mark.parametrize("by", ["person", "team", "role"])
@pytest.mark.parametrize("who", ["hr", "lena"])
@pytest.mark.parametrize("fill", ["none", "zero"])
async def test_tables_hold_the_groups_that_json_holds(
    metrics: httpx.AsyncClient, organization: None, token: Headers, by: str, who: str, fill: str
) -> None:
    headers = token(who, ["lead", "analyst"])
    asked = {"group_by": by, "fill": fill, "window": "week", "to": "2026-11-30"}
    answer = await ask(metrics, headers, **asked)
    wanted = [(None, point | {"suppressed": False}) for point in answer["points"]]
    wanted += [(g["group"], point) for g in answer["groups"] for point in g["points"]]
    rows = [
        {"group": group} | point | {day: date.fromisoformat(point[day]) for day in ("start", "end")}
        for group, point in wanted
    ]
    for form, parse in (("csv", parsed_csv), ("arrow", parsed_arrow)):
        params = ASKED | asked | {"format": form}
        body = (await metrics.get("/v1/series", params=params, headers=headers)).content
        assert [{name: row[name] for name in rows[0]} for row in parse(body)] == rows


@pytest.mark.parametrize("by", ["person", "team", "role"])
@pytest.mark.parametrize("form", ["application/json", "text/csv", ARROW])
@pytest.mark.parametrize(
    ("who", "roles", "subject"),
    [
        pytest.param("a0", [], "team:beta", id="of another team"),
        pytest.param("a0", [], "person:a1", id="a colleague"),
        pytest.param("hr", ["analyst"], "team:tiny", id="an analyst, a small team"),
        pytest.param("lena", ["lead"], "organization", id="a lead, everybody"),
    ],
)
async def test_whoever_may_not_see_the_whole_sees_no_group(
    metrics: httpx.AsyncClient,
    organization: None,
    token: Headers,
    by: str,
    form: str,
    who: str,
    roles: list[str],
    subject: str,
) -> None:
    headers = token(who, roles) | {"Accept": form}
    asked = ASKED | {"group_by": by, "subject": subject}
    refused = await metrics.get("/v1/series", params=asked, headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours")


async def test_a_member_sees_themself_among_the_others_of_their_team(
    metrics: httpx.AsyncClient, organization: None, token: Headers
) -> None:
    asked = {"subject": "team:alpha", "group_by": "person"}
    told = told_of(await ask(metrics, token("a3"), **asked))
    assert list(told) == ["person:a3", "others"]
    assert told["person:a3"] == [done_on("a3", day) for day in DAYS]


async def test_whoever_is_of_a_group_counts_in_it(
    metrics: httpx.AsyncClient, admin: dict[str, str], organization: None, token: Headers
) -> None:
    for person in (*TINY, "none"):
        await put_person(metrics, admin, person, "alpha")
    until = {"to": str(WEDNESDAY - timedelta(days=1))}
    answer = await ask(metrics, token("b1", ["analyst"]), **until)
    assert list(told_of(answer)) == ["team:alpha", "team:beta", "others"]
