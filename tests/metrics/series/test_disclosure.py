"""No sum or difference of what is told tells of fewer people than may be told of."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.series.columns import Bools
from services.metrics.series.disclosure import Membership, told_on
from services.metrics.series.parting import parted, presence

Groups = Sequence[set[int]]

PEOPLE = 11
organizations = st.lists(st.sets(st.integers(0, PEOPLE - 1)), max_size=5)


def told(groups: Groups, least: int, people: int = PEOPLE) -> Bools:
    """Which of the groups of a day are told."""
    pairs = [(number, person) for number, group in enumerate(groups) for person in sorted(group)]
    group, person = np.array(pairs, np.int64).reshape(-1, 2).T
    day = Membership(group, person, people, len(groups), np.ones(people, bool))
    return told_on(day, least)


@settings(max_examples=400, deadline=None)
@given(organizations, st.integers(2, 4))
def test_what_is_told_leaves_too_few_people_in_no_combination(groups: Groups, least: int) -> None:
    everybody = set(range(PEOPLE))
    known = [everybody, *(g for g, may in zip(groups, told(groups, least), strict=True) if may)]
    knowledge = np.array([[person in group for group in known] for person in everybody], float)
    rank = np.linalg.matrix_rank(knowledge)
    for size in range(1, least):
        for few in combinations(everybody, size):
            # If some combination of sums cancelled all but these few, its rank would be lost
            # with them.
            assert np.linalg.matrix_rank(np.delete(knowledge, few, axis=0)) == rank, few


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param([{0, 1, 2}, {3, 4, 5, 6}], [True, True], id="large enough"),
        pytest.param([{0, 1}, {2, 3, 4}, {5, 6, 7, 8}], [False, False, True], id="the complement"),
        pytest.param([{0, 1}, {2, 3}, {4, 5, 6}], [False, False, True], id="two small ones"),
        pytest.param([{0, 1, 2}, set()], [True, True], id="of nobody nothing is told"),
        pytest.param([set(range(8)), {0, 1, 2}], [True, False], id="a team within a team"),
        pytest.param([set(range(5)), set(range(4, 9))], [False, True], id="one who is in both"),
    ],
)
def test_of_groups_that_give_each_other_away_the_smaller_is_left_out(
    groups: Groups, expected: list[bool]
) -> None:
    people = max(person for group in groups for person in group) + 1
    assert told(groups, 3, people).tolist() == expected


SPELL = st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


@given(st.lists(SPELL, max_size=25), st.sets(st.integers(0, 9)), st.integers(2, 4))
def test_everybody_is_told_of_once_in_a_group_or_among_the_others(
    moves: list[tuple[int, int, int, int]], seen: set[int], least: int
) -> None:
    taken = np.zeros((10, 10), bool)
    spells = []
    for group, person, first, length in moves:  # of two spells on one day, the first
        days = slice(first, min(first + length, 9) + 1)
        if not taken[person, days].any():
            taken[person, days] = True
            spells.append((group, person, first, days.stop - 1))
    windows, whole = np.arange(10) // 4, presence([(0, p, 0, 9) for p in range(10)], 10, 10)
    alone = np.zeros_like(whole)
    alone[list(seen)] = True
    found = parted(whole, spells, alone, windows, 4, least)
    times = np.zeros((10, 10), int)
    for group, person, first, last in spells:
        times[person, first : last + 1] += found.told[group, windows[first : last + 1]]
    for person, first, last in found.others:
        times[person, first : last + 1] += 1
    assert (times == 1).all()
    unseen = np.zeros((4, 10), int)
    for group, person, first, last in spells:
        unseen[group, first : last + 1] += person not in seen
    assert not (found.told[:, windows] & (unseen > 0) & (unseen < least)).any()


def test_a_group_is_judged_anew_on_every_day_on_which_anything_turns() -> None:
    everybody = presence([(0, person, 0, 9) for person in range(6)], 6, 10)
    spells = [(0, person, 0, 9) for person in range(3)]
    spells += [(1, person, 0, 3 if person == 5 else 9) for person in range(3, 6)]
    seen = np.zeros_like(everybody)
    seen[3:, 7:] = True
    told = parted(everybody, spells, seen, np.arange(10), 2, 3).told
    assert told[1].tolist() == [True] * 4 + [False] * 3 + [True] * 3
    assert told[0].all()  # for those left over are three with the one who left
