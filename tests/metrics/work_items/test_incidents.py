import pytest

from services.metrics.work_items.domain import facts_of
from tests.metrics.work_items.lives import accounts, at, incident, values

TRIGGERED = incident("created", 0, actor="monitor")
ACKNOWLEDGED = incident("acknowledged", 4, actor="ana")
ESCALATED = incident("escalated", 6)
RESOLVED = incident("solved", 30, actor="ben")
LIFE = (TRIGGERED, ACKNOWLEDGED, ESCALATED, RESOLVED)


def test_a_calm_life_yields_every_fact():
    assert values(*LIFE) == {
        "incidents_triggered": 1,
        "time_to_acknowledge": 4,
        "incidents_resolved": 1,
        "time_to_resolve": 30,
    }


def test_whoever_acknowledged_and_whoever_resolved_are_credited_and_an_arrival_is_nobodys():
    assert accounts(*LIFE) == {
        "incidents_triggered": None,
        "time_to_acknowledge": "ana",
        "incidents_resolved": "ben",
        "time_to_resolve": "ben",
    }


def test_what_automation_does_is_no_ones_output():
    by_itself = (TRIGGERED, incident("acknowledged", 1), incident("solved", 2))
    assert values(*by_itself) == {"incidents_triggered": 1}


def test_the_first_human_who_acknowledges_counts():
    life = (*LIFE, incident("acknowledged", 1), incident("acknowledged", 9, actor="cleo"))
    assert values(*life)["time_to_acknowledge"] == 4


@pytest.mark.parametrize(("minutes", "counts"), [(30, True), (31, False)])
def test_a_word_after_the_end_is_no_acknowledgement(minutes, counts):
    late = incident("acknowledged", minutes, actor="ana")
    assert ("time_to_acknowledge" in values(TRIGGERED, RESOLVED, late)) is counts


def test_a_reopening_takes_the_resolution_back_until_the_next():
    reopened = (*LIFE, incident("opened", 40))
    assert set(values(*reopened)) == {"incidents_triggered", "time_to_acknowledge"}
    again = values(*reopened, incident("solved", 50, actor="ana"))
    assert (again["incidents_resolved"], again["time_to_resolve"]) == (1, 50)


def test_without_its_beginning_durations_are_known_only_if_a_delivery_mentions_it():
    assert values(ACKNOWLEDGED, RESOLVED) == {"incidents_resolved": 1}
    mentioned = incident("solved", 30, actor="ben", created_at=at(10))
    assert values(mentioned) == {"incidents_resolved": 1, "time_to_resolve": 20}


def test_a_deleted_incident_has_no_facts():
    assert facts_of([*LIFE, incident("deleted", 60)]) == ()


def test_resolving_what_is_resolved_adds_nothing():
    assert facts_of([*LIFE, incident("solved", 45, actor="cleo")]) == facts_of(LIFE)
