"""A whole by an attribute of what happened, counted from the events, and never of too few."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.series.attributes import by_attribute
from services.metrics.series.grouping import groups_of
from services.metrics.series.happening import OTHERS, Happened, added_up, told_of
from tests.conftest import Headers
from tests.loop import called_on_the_loop
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_team
from tests.metrics.series.test_forms import parsed_csv
from tests.metrics.series.test_grouping import told_of as values_of

TEAM = [f"a{number}" for number in range(7)]
ASKED = {
    "metric": "tickets_closed",
    "subject": "team:support",
    "from": "2026-11-02",
    "to": "2026-11-03",
    "group_by": "attribute",
    "attribute": "priority",
}


@pytest.fixture
async def lena(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers, post: Post
) -> dict[str, str]:
    """The lead of seven who close normal tickets; two close urgent ones, five of no priority."""
    await put_team(metrics, admin, "support", TEAM)
    said = [(person, "normal") for person in TEAM] + [(person, "urgent") for person in TEAM[:2]]
    events = [
        event(id=f"{p}-{of}", subject=f"person:{p}", value=1.5, attributes={"priority": of})
        for p, of in said
    ]
    events += [event(id=f"{p}-x", subject=f"person:{p}", value=10) for p in TEAM[2:]]
    assert (await post(*events)).json()["stored"] == len(events)
    return token(person="lena", roles=["lead"])


async def ask(metrics: httpx.AsyncClient, who: dict[str, str], **asked: str) -> dict[str, Any]:
    """The whole and its groups."""
    answer = await metrics.get("/v1/series", params=ASKED | asked, headers=who)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_lead_sees_every_value_and_what_says_nothing_among_the_others(
    metrics: httpx.AsyncClient, lena: dict[str, str]
) -> None:
    answer = await ask(metrics, lena)
    told = {"priority=normal": [10.5, 0], "priority=urgent": [3, 0], "others": [50, 0]}
    assert values_of(answer) == told
    assert answer["points"][0]["value"] == 63.5


async def test_what_takes_long_to_add_up_keeps_nobody_else_waiting(
    metrics: httpx.AsyncClient, lena: dict[str, str]
) -> None:
    with called_on_the_loop() as called:
        await ask(metrics, lena)
    assert by_attribute.__code__ in called
    assert not {told_of.__code__, added_up.__code__, groups_of.__code__} & called


async def test_what_few_people_did_is_not_told_and_cannot_be_worked_out(
    metrics: httpx.AsyncClient, lena: dict[str, str], token: Headers
) -> None:
    told = values_of(await ask(metrics, token("hr", ["analyst"])))
    assert told == {"priority=normal": [10.5, 0], "others": [53, 0]}


async def test_if_only_one_value_was_of_few_another_goes_with_it(
    metrics: httpx.AsyncClient, lena: dict[str, str], token: Headers, post: Post
) -> None:
    same = [
        event(
            id=f"n{p}",
            subject=f"person:{p}",
            time="2026-11-03T09:00:00Z",
            attributes={"priority": "low" if p == "a0" else "high"},
        )
        for p in TEAM
    ]
    await post(*same)
    told = values_of(await ask(metrics, token("hr", ["analyst"])))
    assert told == {"priority=normal": [10.5, 0], "others": [53, 7]}


@pytest.mark.parametrize("metric", ["csat", "tickets_per_hour"])
async def test_quotients_are_told_by_attribute_too(
    metrics: httpx.AsyncClient, lena: dict[str, str], post: Post, metric: str
) -> None:
    high = {"attributes": {"priority": True}, "subject": "person:a1"}
    await post(
        event(id="s1", metric="csat", value=1, **high),
        event(id="s2", metric="csat", value=0, **high),
        event(id="h", metric="hours_worked", value=4, **high),
        event(id="t", value=2, **high),
    )
    assert values_of(await ask(metrics, lena, metric=metric))["priority=true"] == [0.5, None]


async def test_what_is_void_or_corrected_or_came_later_is_told_as_it_is_known(
    metrics: httpx.AsyncClient, lena: dict[str, str], post: Post, admin: dict[str, str]
) -> None:
    then = datetime.now(UTC).isoformat()
    await post(event(id="later", subject="person:a0", attributes={"priority": "urgent"}))
    now = values_of(await ask(metrics, lena))
    assert now["priority=urgent"] == [4, 0]
    assert values_of(await ask(metrics, lena, as_of=then))["priority=urgent"] == [3, 0]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        pytest.param({"attribute": ""}, "invalid", id="no name"),
        pytest.param({"group_by": "team"}, "attribute-unnamed", id="a name for nothing"),
        pytest.param({"metric": "tickets_per_day"}, "not-by-attribute", id="of the directory"),
        pytest.param({"attribute": "a\x00b"}, "invalid", id="a name with NUL"),
    ],
)
async def test_what_cannot_be_told_by_attribute_is_refused(
    metrics: httpx.AsyncClient, lena: dict[str, str], asked: dict[str, str], kind: str
) -> None:
    refused = await metrics.get("/v1/series", params=ASKED | asked, headers=lena)
    assert (refused.status_code, refused.json()["type"]) == (422, f"/problems/{kind}")


async def test_an_attribute_must_be_named(metrics: httpx.AsyncClient, lena: dict[str, str]) -> None:
    asked = {name: value for name, value in ASKED.items() if name != "attribute"}
    refused = await metrics.get("/v1/series", params=asked, headers=lena)
    assert refused.json()["type"] == "/problems/attribute-unnamed"


@pytest.mark.parametrize("form", ["json", "csv", "arrow"])
async def test_whoever_may_not_see_the_whole_sees_it_by_no_attribute(
    metrics: httpx.AsyncClient, lena: dict[str, str], token: Headers, form: str
) -> None:
    asked = ASKED | {"format": form}
    refused = await metrics.get("/v1/series", params=asked, headers=token("zoe", ["lead"]))
    assert refused.status_code == 403


async def test_a_value_that_looks_like_a_formula_is_no_formula_in_a_table(
    metrics: httpx.AsyncClient, lena: dict[str, str], post: Post
) -> None:
    await post(event(id="f", subject="person:a0", attributes={"priority": "=1+1"}))
    answer = await metrics.get("/v1/series", params=ASKED | {"format": "csv"}, headers=lena)
    assert "priority==1+1" in {row["group"] for row in parsed_csv(answer.content)}


HAPPENED = st.lists(
    st.builds(
        Happened,
        st.sampled_from([*TEAM, "team:support"]),
        st.sampled_from([None, "low", "high", "urgent"]),
        st.just(1),
        st.integers(0, 9),
        st.sampled_from([0.1, 0.7, -2.5, 1e6]),
        st.sampled_from([1.0, 0.3]),
        st.integers(1, 3),
    ),
    max_size=60,
)


@given(HAPPENED, st.sets(st.sampled_from(TEAM)), st.integers(2, 5))
def test_values_and_others_add_up_to_the_whole_and_no_value_is_of_too_few(
    happened: list[Happened], seen: set[str], least: int
) -> None:
    windows = np.arange(10) // 4
    values = sorted({each.said for each in happened if each.said is not None})
    told = told_of(happened, values, TEAM, seen, windows, least)
    first = date(2026, 11, 2)
    found = added_up(happened, values, values, told, windows, first)
    for window in range(3):
        days = [first + timedelta(days=int(day)) for day in np.flatnonzero(windows == window)]
        shown = [value for number, value in enumerate(values) if told.told[number, window]]
        total = sum(
            found.get((label, 1), {})[day].total
            for label in [*shown, OTHERS]
            for day in days
            if day in found.get((label, 1), {})
        )
        whole = sum(
            each.times * each.value * each.weight
            for each in happened
            if windows[each.day] == window
        )
        assert total == pytest.approx(whole, abs=1e-6)
    for number, value in enumerate(values):
        for day in range(10):
            who = {e.whom for e in happened if (e.said, e.day) == (value, day)} & set(TEAM) - seen
            assert not told.told[number, windows[day]] or not 0 < len(who) < least
