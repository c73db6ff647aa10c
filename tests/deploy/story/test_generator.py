from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest

from deploy.story.happenings import Happening, happenings
from deploy.story.parameters import Parameters, pair, quiet
from deploy.story.times import in_office_hours
from tests.deploy.story.chronicle import Chronicle

LAST = date(2026, 11, 20)
SEEDS = range(1, 21)


@pytest.fixture(scope="module")
def told() -> list[Happening]:
    return list(happenings(Parameters(seed=SEEDS[0], last_day=LAST)))


@pytest.fixture(scope="module")
def stories() -> list[Chronicle]:
    return [Chronicle(Parameters(seed=seed, last_day=LAST)) for seed in SEEDS]


def test_the_same_parameters_tell_the_same_story():
    small = replace(pair(seed=7, weeks=4), last_day=LAST)
    assert list(happenings(small)) == list(happenings(small))


def test_another_seed_tells_another_story():
    one, other = (happenings(pair(seed)) for seed in (1, 2))
    assert list(islice(one, 50)) != list(islice(other, 50))


def test_another_date_moves_the_story_and_changes_nothing_else():
    now, later = (
        list(happenings(replace(pair(), last_day=day))) for day in (LAST, LAST + timedelta(weeks=3))
    )
    assert [one.at + timedelta(weeks=3) for one in now] == [one.at for one in later]


def test_a_story_ends_on_a_friday():
    with pytest.raises(ValueError, match="Friday"):
        Parameters(last_day=date(2026, 11, 19))


def test_a_chapter_does_not_go_on_after_the_story():
    with pytest.raises(ValueError, match="chapter"):
        Parameters(weeks=30, last_day=LAST)


def test_things_happen_in_order_and_before_the_story_ends(told: list[Happening]):
    times = [one.at for one in told]
    assert times == sorted(times)
    assert times[-1].date() <= LAST


def test_the_story_is_small_enough_to_be_told_in_a_minute(stories: list[Chronicle]):
    assert all(23_000 <= story.deliveries <= 26_000 for story in stories)


def test_every_event_and_delivery_has_its_own_identity(told: list[Happening]):
    deliveries = [one.body["id"] for one in told if one.webhook]
    events = [(one.body["source"], one.body["id"]) for one in told if not one.webhook]
    assert len(set(deliveries)) == len(deliveries)
    assert len(set(events)) == len(events) <= 8_500


def test_all_that_befell_a_ticket_is_delivered(told: list[Happening], stories: list[Chronicle]):
    assert sum(one.webhook for one in told) == stories[0].deliveries


def test_nobody_works_at_the_weekend(told: list[Happening], stories: list[Chronicle]):
    during = [one.at for one in told if one.at.date() >= stories[0].parameters.first_day]
    assert {at.weekday() for at in during} == {0, 1, 2, 3, 4}


def test_the_backlog_is_what_came_and_was_not_solved(stories: list[Chronicle]):
    for story in stories:
        came, done = story.total["tickets_created"].sum(), story.total["tickets_closed"].sum()
        assert story.total["backlog"][-1] == story.waiting + came - done


def over(stories: list[Chronicle], metric: str, first: int, last: int, *, daily: bool) -> float:
    """The mean over the stories of a metric's level in some weeks."""
    levels = [
        story.a_day(metric, first, last) if daily else story.level(metric, first, last)
        for story in stories
    ]
    return sum(levels) / len(levels)


BEFORE, STRAIN, REPAIRED, BALANCED = (1, 9), (10, 19), (23, 29), (31, 39)


@pytest.mark.parametrize(
    ("metric", "daily", "expected", "tolerance"),
    [
        pytest.param("csat", False, (0.82, 0.63, 0.81, 0.915), 0.03, id="satisfaction"),
        pytest.param("tickets_closed", True, (28.0, 34.0, 36.0, 43.5), 1.2, id="throughput"),
        pytest.param(
            "first_contact_resolution", False, (0.81, 0.69, 0.81, 0.84), 0.03, id="first contact"
        ),
        pytest.param("hours_worked", True, (51.3, 52.7, 53, 52.1), 1.2, id="hours"),
        pytest.param("headcount", True, (6.85, 6.85, 6.85, 6.85), 0.15, id="headcount"),
    ],
)
def test_each_chapter_has_its_level(stories, metric, daily, expected, tolerance):
    for weeks, level in zip((BEFORE, STRAIN, REPAIRED, BALANCED), expected, strict=True):
        assert over(stories, metric, *weeks, daily=daily) == pytest.approx(level, abs=tolerance)


def test_haste_brings_tickets_back_and_care_keeps_them_solved(stories: list[Chronicle]):
    def rework(weeks: tuple[int, int]) -> float:
        reopened = over(stories, "tickets_reopened", *weeks, daily=True)
        return reopened / over(stories, "tickets_closed", *weeks, daily=True)

    assert rework(STRAIN) > 1.8 * rework(BEFORE)
    assert rework(REPAIRED) < 0.6 * rework(STRAIN)
    assert rework(BALANCED) < rework(BEFORE)


def test_strain_shows_in_overtime_and_in_the_backlog(stories: list[Chronicle]):
    assert over(stories, "overtime_hours", *BEFORE, daily=True) == 0
    assert over(stories, "overtime_hours", *STRAIN, daily=True) > 0.8
    assert over(stories, "backlog", *STRAIN, daily=True) > 2 * over(
        stories, "backlog", *BEFORE, daily=True
    )


def test_nothing_changes_in_a_quiet_team():
    stories = [Chronicle(quiet(seed)) for seed in SEEDS]
    for metric, daily, tolerance in (("csat", False, 0.03), ("tickets_closed", True, 1.0)):
        early = over(stories, metric, 1, 10, daily=daily)
        assert over(stories, metric, 11, 20, daily=daily) == pytest.approx(early, abs=tolerance)


def test_a_pair_is_two_people_and_a_few_weeks():
    parameters = pair()
    events = [one.body for one in happenings(parameters) if not one.webhook]
    people = {event["subject"] for event in events if event["source"] == "time-tracking"}
    assert len(people) == 2
    assert parameters.weeks < 4


@pytest.mark.parametrize(
    ("minute", "expected"),
    [
        pytest.param(10 * 60, 10 * 60, id="in the middle of a day"),
        pytest.param(3 * 60, 9 * 60, id="before the morning"),
        pytest.param(20.5 * 60, 24 * 60 + 10 * 60, id="in the evening"),
        pytest.param(5 * 1440 + 600, 7 * 1440 + 600, id="on Saturday"),
        pytest.param(4 * 1440 + 20.5 * 60, 7 * 1440 + 600, id="on Friday evening"),
    ],
)
def test_what_happens_out_of_hours_waits_for_the_next_working_day(minute, expected):
    assert in_office_hours(minute) == expected
