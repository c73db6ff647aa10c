"""The arithmetic of imports, for any two rosters."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.metrics.directory.domain import END
from services.metrics.roster.checking import faults_of
from services.metrics.roster.domain import Changes, diff, target
from services.metrics.roster.shapes import Fact, Line, Place, Roster, owner_of

TODAY = date(2026, 6, 15)

people = st.sampled_from([("ana",), ("ben",)])
days = st.sampled_from([TODAY + timedelta(days=offset) for offset in (-60, -1, 0, 1, 60)])
names = st.sampled_from(["A", "B"])


def dated(kind: str, key: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Line]:
    """A line of something dated, with days or without."""
    ends = st.just(END) | days
    return st.builds(Line, st.just(0), st.just(kind), key, st.just(()), st.none() | days, ends)


lines = st.lists(
    st.builds(lambda key, name: Line(0, "person", key, (name, 1.0, None), None, END), people, names)
    | st.just(Line(0, "team", ("support",), ("Support",), None, END))
    | dated("membership", people.map(lambda key: (*key, "support")))
    | dated("lead", people.map(lambda key: (*key, "support"))),
    max_size=6,
).map(lambda found: [line._replace(number=index + 2) for index, line in enumerate(found)])
modes = st.sampled_from(["merge", "replace"])


def sound(standing: Roster, said: list[Line], mode: str) -> Roster:
    """What stands after an import, unless it is refused."""
    wanted = target(standing, said, "replace" if mode == "replace" else "merge", TODAY)
    return standing if faults_of(wanted) else wanted.roster


def applied(roster: Roster, changes: Changes) -> Roster:
    """A roster with changes made to it."""
    kept = {place: fact for place, fact in roster.items() if place not in changes.removed}
    after = {place: fact for place, (_, fact) in changes.changed.items()}
    return {**kept, **after, **changes.added}


def so_on(roster: Roster, day: date) -> set[tuple[str, tuple[str, ...]]]:
    """What is dated and holds on a day."""
    return {
        (place.kind, place.key)
        for place, fact in roster.items()
        if place.kind in ("membership", "lead") and place.first_day <= day <= fact.last_day
    }


@given(lines, lines, modes)
def test_a_roster_with_its_difference_to_another_is_the_other(
    before: list[Line], said: list[Line], mode: str
) -> None:
    a = sound({}, before, "merge")
    b = sound(a, said, mode)
    changes = diff(a, b)
    assert applied(a, changes) == b
    assert not changes.added.keys() & changes.changed.keys() & changes.removed.keys()
    assert diff(b, b) == Changes({}, {}, {})


@given(lines, lines, modes)
def test_an_import_a_second_time_changes_nothing(
    before: list[Line], said: list[Line], mode: str
) -> None:
    once = sound(sound({}, before, "merge"), said, mode)
    assert sound(once, said, mode) == once


@given(lines, lines, modes)
def test_the_past_stays_unless_a_line_says_otherwise(
    before: list[Line], said: list[Line], mode: str
) -> None:
    undated = [line._replace(first_day=None, last_day=END) for line in said]
    a = sound({}, before, "merge")
    b = sound(a, undated, mode)
    for ago in (90, 30, 10, 1):
        day = TODAY - timedelta(days=ago)
        assert so_on(a, day) <= so_on(b, day)
        for kind, key in so_on(b, day) - so_on(a, day):
            assert owner_of(kind, key) not in a


@given(lines, lines)
def test_after_replacing_only_what_the_file_says_is_so(
    before: list[Line], said: list[Line]
) -> None:
    a = sound({}, before, "merge")
    wanted = target(a, said, "replace", TODAY)
    if faults_of(wanted):
        return
    kinds = {line.kind for line in said}
    holding = {(kind, key) for kind, key in so_on(wanted.roster, TODAY) if kind in kinds}
    assert holding <= {(line.kind, line.key) for line in said}
    gone = {
        place.key
        for place, fact in wanted.roster.items()
        if place.kind == "person" and fact.said[2] is not None
    }
    if "person" in kinds:
        here = {place.key for place in wanted.roster if place.kind == "person"} - gone
        assert here == {line.key for line in said if line.kind == "person"}
    assert all(key[:1] not in gone for _, key in so_on(wanted.roster, TODAY))


def test_a_person_who_is_new_is_a_member_without_beginning() -> None:
    said = [
        Line(2, "person", ("ana",), ("Ana", 1.0, None), None, END),
        Line(3, "team", ("support",), ("Support",), None, END),
        Line(4, "membership", ("ana", "support"), (), None, END),
    ]
    roster = target({}, said, "merge", TODAY).roster
    assert roster[Place("membership", ("ana", "support"))] == Fact()
    again = target({Place("person", ("ana",)): Fact(("Ana", 1.0, None))}, said, "merge", TODAY)
    assert Place("membership", ("ana", "support"), TODAY) in again.roster
