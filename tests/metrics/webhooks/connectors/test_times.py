from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.times import instant

SECOND = datetime(2024, 4, 17, 17, 18, 10, tzinfo=UTC)
EXACT = SECOND.replace(microsecond=123456)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-04-17T17:18:10Z", SECOND),
        ("2024-04-17T17:18:10.123456789Z", EXACT),
        ("2024-04-17T17:18:10.1234567Z", EXACT),
        ("2024-04-18T01:18:10.123456+0800", EXACT),
        ("2024-04-17 17:18:10 UTC", SECOND),
        ("2024-04-17 19:18:10 +0200", SECOND),
        ("2024-04-17 17:18:10", SECOND),
        (1713374290, SECOND),
        (1713374290.123456, EXACT),
        (1713374290123, SECOND + timedelta(milliseconds=123)),
        ("1713374290123", SECOND + timedelta(milliseconds=123)),
        (1713374290123456, EXACT),
        (1713374290123456789, EXACT),
    ],
)
def test_every_form_of_a_time_means_the_same_moment(value, expected):
    assert instant(value) == expected
    assert instant(value).tzinfo is UTC


NEVER = ["9999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", 0, "", "soon", "²", "9" * 30]


@pytest.mark.parametrize("value", [*NEVER, None, True, [], {}, float("nan"), 1e300, 10**40])
def test_what_means_no_moment_is_none(value):
    assert instant(value) is None


@given(st.integers() | st.floats() | st.text() | st.dates().map(str) | st.datetimes().map(str))
def test_nothing_makes_it_stumble(value):
    found = instant(value)
    assert found is None or 1971 <= found.year <= 2199
