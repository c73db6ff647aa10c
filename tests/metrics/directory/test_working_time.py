"""How much of a full-time person somebody is, day by day."""

from datetime import date, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.calendars.domain import AS_USUAL, STANDARD
from services.metrics.directory.working import Schedule, days_worked, working_share, working_shares
from shared.schemas.metrics.calendars import CalendarIn
from tests.conftest import Headers
from tests.metrics.people import put_person, put_team

WEEK = {"from": "2026-04-30", "to": "2026-05-05"}  # Thursday to Tuesday, over the first of May


async def shares(
    metrics: httpx.AsyncClient, headers: dict[str, str], key: str = "ana"
) -> list[float]:
    """A person's share of each day of the week."""
    answer = await metrics.get(f"/v1/people/{key}/working_time", params=WEEK, headers=headers)
    assert answer.status_code == 200, answer.text
    return [day["share"] for day in answer.json()["days"]]


async def put_calendar(
    metrics: httpx.AsyncClient, admin: dict[str, str], key: str, **said: object
) -> None:
    """A working calendar."""
    answer = await metrics.put(f"/v1/calendars/{key}", json={"name": key} | said, headers=admin)
    assert answer.status_code == 200, answer.text


async def test_without_a_calendar_monday_to_friday_are_worked(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await put_person(metrics, admin, "ana")
    assert await shares(metrics, admin) == [1, 1, 0, 0, 1, 1]


async def test_the_standard_calendar_is_everybodys_who_has_no_other(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await put_person(metrics, admin, "ana")
    await put_calendar(metrics, admin, "standard", country="FR")
    assert await shares(metrics, admin) == [1, 0, 0, 0, 1, 1]


async def test_a_teams_calendar_holds_for_its_members_and_a_persons_own_before_it(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await put_calendar(metrics, admin, "paris", country="FR")
    await put_calendar(metrics, admin, "shifts", hours=[0, 0, 0, 8, 8, 8, 8])
    team = {"name": "A", "calendars": [{"calendar": "paris", "first_day": "2026-05-01"}]}
    await metrics.put("/v1/teams/a", json=team, headers=admin)
    await put_person(metrics, admin, "ana", "a")
    until = {"team": "a", "last_day": "2026-04-30"}
    await put_person(metrics, admin, "ben", memberships=[until])
    own = [{"calendar": "shifts", "first_day": "2026-05-02", "last_day": "2026-05-04"}]
    await put_person(metrics, admin, "cem", "a", calendars=own)
    assert await shares(metrics, admin, "ana") == [1, 0, 0, 0, 1, 1]
    assert await shares(metrics, admin, "ben") == [1, 1, 0, 0, 1, 1]
    assert await shares(metrics, admin, "cem") == [1, 0, 1, 1, 0, 1]


async def test_a_teams_calendar_holds_only_while_one_is_its_member(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await put_calendar(metrics, admin, "weekend", hours=[0, 0, 0, 0, 0, 8, 8])
    team = {"name": "A", "calendars": [{"calendar": "weekend", "first_day": "2026-05-01"}]}
    await metrics.put("/v1/teams/a", json=team, headers=admin)
    until = {"team": "a", "first_day": "2026-04-01", "last_day": "2026-05-02"}
    await put_person(metrics, admin, "ana", memberships=[until])
    assert await shares(metrics, admin) == [1, 0, 1, 0, 1, 1]


async def test_part_time_and_absence_take_their_days(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    less = [{"fte": 0.5, "first_day": "2026-05-04"}]
    away = [{"first_day": "2026-05-05", "last_day": "2026-05-05"}]
    await put_person(metrics, admin, "ana", fte=0.8, part_time=less, absences=away)
    assert await shares(metrics, admin) == [0.8, 0.8, 0, 0, 0.5, 0]


async def test_whoever_is_archived_works_no_more(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await put_person(metrics, admin, "ana", archived_on="2026-05-01")
    assert await shares(metrics, admin) == [1, 0, 0, 0, 0, 0]


async def test_working_time_is_for_oneself_ones_lead_and_administrators(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_team(metrics, admin, "support", ["ana", "ben"])
    where = "/v1/people/ana/working_time"
    for headers, status in (
        (token("ana"), 200),
        (token("lena", ["lead"]), 200),
        (admin, 200),
        (token("ben"), 403),
        (token("hr", ["analyst"]), 403),
    ):
        answer = await metrics.get(where, params=WEEK, headers=headers)
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param({"from": "2026-01-02", "to": "2026-01-01"}, 422, id="ends first"),
        pytest.param({"from": "2026-01-01", "to": "2028-01-01"}, 200, id="731 days"),
        pytest.param({"from": "2026-01-01", "to": "2028-01-02"}, 422, id="a day too long"),
        pytest.param({"from": "9999-01-01", "to": "9999-12-31"}, 200, id="the end of time"),
        pytest.param({"from": "0001-01-01", "to": "0001-12-31"}, 200, id="the beginning of it"),
    ],
)
async def test_two_years_are_told_at_once(
    metrics: httpx.AsyncClient, admin: dict[str, str], asked: dict[str, str], status: int
) -> None:
    await put_person(metrics, admin, "ana")
    await put_calendar(metrics, admin, "standard", country="DE", subdivision="BY")
    answer = await metrics.get("/v1/people/ana/working_time", params=asked, headers=admin)
    assert answer.status_code == status, answer.text


days = st.dates(date(2026, 4, 20), date(2026, 5, 20))
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
fte = st.sampled_from([0.2, 0.5, 1.0])
schedules = st.builds(
    Schedule,
    fte=fte,
    present=spans,
    part_time=st.lists(st.tuples(spans, fte), max_size=2).map(tuple),
    absences=st.lists(spans, max_size=2).map(tuple),
    calendars=st.lists(st.tuples(spans, st.sampled_from(["shifts", "gone"])), max_size=2).map(
        tuple
    ),
)
CALENDARS = {STANDARD: AS_USUAL, "shifts": CalendarIn(name="s", hours=[0, 0, 0, 8, 8, 8, 8])}


@given(schedules, spans)
def test_a_span_is_its_days_one_by_one(schedule: Schedule, span: tuple[date, date]) -> None:
    told = working_shares(span, schedule, days_worked(CALENDARS, *span))
    each = [span[0] + timedelta(days=offset) for offset in range((span[1] - span[0]).days + 1)]
    assert list(told) == [working_share(day, schedule, CALENDARS) for day in each]


@given(schedules, days)
def test_nobody_works_while_absent_or_not_here(schedule: Schedule, day: date) -> None:
    away = any(first <= day <= last for first, last in schedule.absences)
    here = schedule.present[0] <= day <= schedule.present[1]
    if away or not here:
        assert working_share(day, schedule, CALENDARS) == 0
