import pytest

from tests.metrics.work_items.lives import accounts, at, pull_request, values

OPENED = pull_request("created", 0, created_at=at(0), actor="ana")
REVIEWED = pull_request("reviewed", 30, actor="ben")
MERGED = pull_request("merged", 90, actor="ben")


def test_a_merge_counts_for_the_author_whoever_merged():
    life = (OPENED, REVIEWED, MERGED)
    assert values(*life) == {
        "pull_requests_merged": 1,
        "pull_request_cycle_time": 90,
        "time_to_first_review": 30,
    }
    assert set(accounts(*life).values()) == {"ana"}


def test_a_merge_alone_tells_the_cycle_time_by_the_creation_it_mentions():
    assert values(pull_request("merged", 90, created_at=at(0)))["pull_request_cycle_time"] == 90
    assert values(MERGED) == {"pull_requests_merged": 1}


def test_a_pull_request_merged_in_the_instant_of_its_opening_has_no_cycle_time():
    assert values(OPENED, pull_request("merged", 0)) == {"pull_requests_merged": 1}


def test_without_an_author_nobody_is_credited():
    assert values(pull_request("merged", 90, author=None, created_at=at(0))) == {}


def test_closed_without_a_merge_counts_nothing():
    assert values(OPENED, pull_request("abandoned", 90)) == {}


def test_the_first_review_is_the_first_by_another_human():
    own = pull_request("reviewed", 5, actor="ana")
    unknown = pull_request("reviewed", 6, actor=None)
    second = pull_request("reviewed", 70, actor="cleo")
    assert values(OPENED, own, unknown, second, REVIEWED) == {"time_to_first_review": 30}


def test_a_review_after_the_merge_is_none_that_anybody_waited_for():
    assert "time_to_first_review" not in values(
        OPENED, MERGED, pull_request("reviewed", 91, actor="ben")
    )


@pytest.mark.parametrize(
    ("turns", "waited"),
    [
        pytest.param([("drafted", 0), ("ready", 20)], 10, id="opened as a draft"),
        pytest.param([("ready", 20)], 10, id="a draft by the look of it"),
        pytest.param([("drafted", 5), ("ready", 20)], 15, id="a draft for a while"),
        pytest.param([("drafted", 12)], 12, id="reviewed while a draft again"),
        pytest.param([("drafted", 40)], 30, id="a draft only later"),
        pytest.param([("drafted", 0), ("ready", 40)], None, id="reviewed before it was ready"),
    ],
)
def test_draft_time_is_no_waiting(turns, waited):
    life = (OPENED, REVIEWED, *(pull_request(kind, minute) for kind, minute in turns))
    assert values(*life).get("time_to_first_review") == waited
