"""Which days people work on, whoever asks at the same time."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from services.goals.reviews.working import day_to_meet
from shared.schemas.goals.cadences import Meeting


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads that take turns at every step."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("restless")
def test_threads_that_ask_at_once_are_all_put_off() -> None:
    meeting = Meeting(country="DE")
    christmas = [date(year, 12, 25) for year in range(2001, 2100) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        met = list(threads.map(lambda day: day_to_meet(day, meeting), christmas))
    assert not [day for day, planned in zip(met, christmas, strict=True) if day == planned]


def test_who_is_put_off_over_the_turn_of_the_year_meets_in_the_next_one() -> None:
    meeting = Meeting(country="RU")
    assert day_to_meet(date(2026, 12, 31), meeting) == date(2027, 1, 11)
