"""Which days are worked."""

from datetime import date

import httpx
import pytest

from services.metrics.calendars.domain import hours_of
from shared.schemas.metrics.calendars import CalendarIn
from tests.conftest import Headers


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        pytest.param({}, [8, 8, 0, 0, 8], id="as usual"),
        pytest.param({"country": "DE"}, [8, 8, 0, 0, 0], id="a holiday"),
        pytest.param({"country": "DE", "subdivision": "BW"}, [8, 8, 0, 0, 0], id="and its part"),
        pytest.param(
            {"country": "DE", "days": [{"day": "2026-05-25", "hours": 4}]},
            [8, 8, 0, 0, 4],
            id="an own day comes before the country's",
        ),
        pytest.param({"days": [{"day": "2026-05-22"}]}, [8, 0, 0, 0, 8], id="an own day off"),
        pytest.param({"hours": [1, 2, 3, 4, 5, 6, 7]}, [4, 5, 6, 7, 1], id="own hours"),
    ],
)
def test_hours_of_a_day(said: dict[str, object], hours: list[float]) -> None:
    calendar = CalendarIn.model_validate({"name": "x"} | said)
    assert hours_of(calendar, date(2026, 5, 21), date(2026, 5, 25)) == hours


def test_a_subdivision_has_holidays_of_its_own() -> None:
    day = date(2026, 1, 6)  # Epiphany: Bavaria keeps it, Berlin does not
    of = {part: CalendarIn(name=part, country="DE", subdivision=part) for part in ("BY", "BE")}
    assert {part: hours_of(of[part], day, day) for part in of} == {"BY": [0], "BE": [8]}


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"country": "XX"}, "/country", id="no such country"),
        pytest.param({"country": "DE", "subdivision": "CA"}, "/subdivision", id="another's part"),
        pytest.param({"subdivision": "BY"}, "/subdivision", id="a part of nothing"),
        pytest.param({"hours": [8] * 6}, "/hours", id="six days"),
        pytest.param({"hours": [8] * 6 + [25]}, "/hours/6", id="25 hours"),
        pytest.param(
            {"days": [{"day": "2026-12-24"}, {"day": "2026-12-24", "hours": 4}]},
            "/days/0/day",
            id="a day twice",
        ),
        pytest.param({"days": [{"day": "2026-12-24", "name": "\x00"}]}, "/days/0/name", id="NUL"),
    ],
)
async def test_an_unsound_calendar_is_refused_with_a_pointer(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, object], pointer: str
) -> None:
    answer = await metrics.put("/v1/calendars/x", json={"name": "X"} | said, headers=admin)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_everybody_reads_calendars_and_administrators_change_them(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    ana = token("ana")
    usual = await metrics.get("/v1/calendars/standard", headers=ana)
    assert usual.json()["hours"] == [8, 8, 8, 8, 8, 0, 0]
    assert (await metrics.get("/v1/calendars/paris", headers=ana)).status_code == 404
    said = {"name": "Paris", "country": "FR"}
    assert (await metrics.put("/v1/calendars/paris", json=said, headers=ana)).status_code == 403
    put = await metrics.put("/v1/calendars/paris", json=said, headers=admin)
    assert (await metrics.get("/v1/calendars/paris", headers=ana)).json() == put.json()
