"""A small story told to three live services comes out as it was simulated."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import uuid4

import httpx
import pytest
from rich.console import Console

from deploy.story import Parameters, StoryStopped, Told, pair, tell
from deploy.story.api import GiveToken
from deploy.story.people import LEAD
from tests.conftest import Headers
from tests.deploy.story.chronicle import Chronicle
from tests.live import free_port

SMALL = Parameters(seed=3, people=5, tickets=0.15)
SUMS = (
    *("tickets_created", "tickets_closed", "tickets_reopened"),
    *("hours_worked", "overtime_hours"),
)
LEVELS = ("csat", "first_contact_resolution", "utilization", "headcount", "backlog")

Tell = Callable[[Parameters], Awaitable[Told]]


@pytest.fixture
def console() -> Console:
    return Console(record=True, width=100, quiet=True)


@pytest.fixture(autouse=True)
def another_connector(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service remembers a connector's secret for seconds, longer than a test leaves it there."""
    monkeypatch.setattr("deploy.story.channels.CONNECTOR", f"zendesk-{uuid4().hex[:8]}")


@pytest.fixture
def give(token: Headers) -> GiveToken:
    def given(person: str, roles: Sequence[str]) -> str:
        return token(person=person, roles=list(roles))["Authorization"].removeprefix("Bearer ")

    return given


@pytest.fixture
def play(metrics, goals, insights, give: GiveToken, console: Console) -> Tell:
    async def played(parameters: Parameters) -> Told:
        urls = [str(client.base_url).rstrip("/") for client in (metrics, goals, insights)]
        return await tell(*urls, give, parameters, console)

    return played


async def series(metrics: httpx.AsyncClient, headers: dict[str, str], metric: str):
    last = SMALL.last_day
    window = {"from": SMALL.first_day.isoformat(), "to": last.isoformat(), "window": "day"}
    asked = {"metric": metric, "subject": "team:support", **window}
    answer = await metrics.get("/v1/series", params=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["points"]


async def test_all_that_is_told_is_counted_on_its_day(play: Tell, metrics, token: Headers):
    told = await play(SMALL)
    expected = Chronicle(SMALL)
    assert told.deliveries == expected.deliveries
    lead = token(person=LEAD, roles=["lead"])
    for metric in SUMS:
        points = await series(metrics, lead, metric)
        assert [point["value"] for point in points] == pytest.approx(expected.total[metric])
    for metric in LEVELS:
        points = await series(metrics, lead, metric)
        above = [point["numerator"] or 0 for point in points]
        assert above == pytest.approx(expected.total[metric]), metric
        below = [point["denominator"] or 0 for point in points]
        assert below == pytest.approx(expected.weight[metric]), metric


async def test_each_chapter_is_printed_with_its_insight(play: Tell, console: Console):
    console.quiet = False
    told = await play(SMALL)
    text = console.export_text()
    for chapter in SMALL.chapters:
        assert chapter.title in text
        window = told.insights[chapter.key].window
        assert window.first_day == SMALL.monday(chapter.first_week)
        assert window.last_day == SMALL.friday(chapter.last_week)
        assert told.insights[chapter.key].missing == []


async def test_the_objective_goes_live_by_an_override_that_stays_visible(
    play: Tell, goals, token: Headers
):
    await play(SMALL)
    answer = await goals.get("/v1/objectives", headers=token(person=LEAD, roles=["lead"]))
    team = [one for one in answer.json()["items"] if one["subject"] == "team:support"]
    assert [one["state"] for one in team] == ["active"]
    assert team[0]["override"]["failing"]
    assert [rail["metric"] for rail in team[0]["guardrails"]] == ["csat"]


async def test_of_two_people_for_three_weeks_nothing_can_be_said(play: Tell):
    told = await play(pair())
    insight = told.insights["whole"]
    assert insight.pair is not None
    states = {insight.pair.productivity.state, insight.pair.performance.state}
    assert states == {"not_enough_data"}


async def test_a_service_that_is_not_there_is_named(metrics, insights, give: GiveToken):
    urls = [str(metrics.base_url), f"http://127.0.0.1:{free_port()}", str(insights.base_url)]
    with pytest.raises(StoryStopped, match="goals does not answer"):
        await tell(*(url.rstrip("/") for url in urls), give, pair(), Console(quiet=True))


async def test_a_refusal_is_told_with_its_reason(metrics, goals, insights, give: GiveToken):
    urls = [str(client.base_url).rstrip("/") for client in (metrics, goals, insights)]

    def nobody(person: str, roles: Sequence[str]) -> str:
        return give(person, [])

    with pytest.raises(StoryStopped, match="403 Only an administrator"):
        await tell(*urls, nobody, pair(), Console(quiet=True))
