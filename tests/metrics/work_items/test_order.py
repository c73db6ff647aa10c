from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.transitions import from_json, identity_of, in_order, to_json
from tests.metrics.work_items.lives import any_life, at, ticket

DURATIONS = {
    "handling_time", "cycle_time", "lead_time", "first_response_time",
    "pull_request_cycle_time", "time_to_first_review", "issue_cycle_time", "issue_lead_time",
    "time_to_acknowledge", "time_to_resolve",
}  # fmt: skip


@given(st.data(), any_life)
def test_no_order_of_arrival_and_no_repetition_changes_the_facts(data, life):
    arrived = data.draw(
        st.permutations(life + data.draw(st.lists(st.sampled_from(life)))) if life else st.just([])
    )
    assert facts_of(arrived) == facts_of(life)


@given(any_life)
def test_names_are_unique_and_durations_positive(life):
    facts = facts_of(life)
    assert len({fact.name for fact in facts}) == len(facts)
    assert all(fact.value > 0 for fact in facts if fact.metric in DURATIONS)


@given(any_life)
def test_what_is_kept_as_json_is_read_back_alike(life):
    kept = msgspec.json.decode(msgspec.json.encode([to_json(one) for one in life]))
    assert [from_json(one) for one in kept] == life


def test_the_parts_of_one_action_happen_together():
    solved = ticket("solved", 10, action="click")
    replied = ticket("replied", 10.5, action="click")
    later = ticket("opened", 10.25)
    life = in_order([later, replied, solved])
    assert [one.kind for one in life] == ["replied", "solved", "opened"]
    assert life[0].at == life[1].at == at(10)


def test_what_is_told_of_one_instant_has_a_natural_order():
    simultaneous = [ticket(kind, 0) for kind in ("solved", "replied", "assigned", "created")]
    assert [one.kind for one in in_order(simultaneous)] == [
        "created",
        "assigned",
        "replied",
        "solved",
    ]


def test_identities_differ_by_kind_and_marks_and_stay_the_same():
    assert identity_of("solved", at(0), "a") == identity_of("solved", at(0), "a")
    others = [("opened", at(0), "a"), ("solved", at(1), "a"), ("solved", at(0), "b")]
    assert len({identity_of("solved", at(0), "a"), *(identity_of(*one) for one in others)}) == 4


def test_a_part_that_is_known_later_moves_the_whole_action():
    lone = ticket("solved", 10, action="click")
    earlier = ticket("replied", 9, action="click")
    assert in_order([lone])[0].at - in_order([lone, earlier])[-1].at == timedelta(minutes=1)
