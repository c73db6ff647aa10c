import pytest
from msgspec import UNSET

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import (
    RECEIVED_AT,
    TIME,
    facts,
    from_zendesk,
    only,
    read_as,
    ticket_event,
)

SOLVED = ticket_event("status_changed", {"previous": "OPEN", "current": "SOLVED"}, assignee_id="11")


def triggered(satisfaction, **more):
    known = {"ticket_id": "7", "assignee_id": "11", "comment": "Quick!", "rated_at": TIME}
    return known | {"satisfaction": satisfaction} | more


def surveyed(*answers, **more):
    known = {"id": "01J", "answers": list(answers), "subject_zrn": "zen:ticket:7"}
    return {"survey_response": known | more}


def scaled(number, category=None, **more):
    known = {"type": "rating_scale", "rating": number, "rating_category": category}
    return known | {"created_at": TIME, "updated_at": TIME} | more


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Good, I'm satisfied", 1),
        ("Bad, I'm unsatisfied", 0),
        ("good", 1),
        ("BAD", 0),
        ("5", 1),
        (2, 0),
    ],
)
def test_a_triggers_rating_is_of_the_tickets_assignee(words, value):
    assert facts(from_zendesk(triggered(words))) == {"csat": ("11", value)}


@pytest.mark.parametrize("words", ["Offered", "Unoffered", "", None, "goodish", 7])
def test_a_survey_that_was_only_offered_is_no_rating(words):
    assert from_zendesk(triggered(words)).ignored is Ignored.NO_RATING


def test_in_another_language_the_connector_says_what_the_words_are():
    words = {"scale": {"words": {"Gut, ich bin zufrieden": 5, "Schlecht": 1}}}
    told = read_as("zendesk", triggered("Gut, ich bin zufrieden"), **words)
    assert facts(told) == {"csat": ("11", 1)}


def test_a_rating_that_names_nobody_is_of_whoever_solved():
    nameless = from_zendesk(triggered("good", assignee_id=""))
    assert facts(from_zendesk(SOLVED), nameless)["csat"] == ("11", 1)
    assert only(nameless).assignee is UNSET


def test_a_rating_changed_replaces_the_one_before():
    later = triggered("bad", rated_at="2026-03-02T15:00:00Z")
    assert facts(from_zendesk(triggered("good")), from_zendesk(later)) == {"csat": ("11", 0)}


def test_a_comment_is_kept_with_its_rating():
    assert only(from_zendesk(triggered("good"))).measure.attributes == {"comment": "Quick!"}


def test_a_trigger_that_does_not_say_when_says_so():
    told = only(from_zendesk(triggered("good", rated_at="")))
    assert (told.at, told.undated) == (RECEIVED_AT, True)


def test_a_survey_response_is_rated_by_its_category_else_by_its_number():
    opened = {"type": "open_ended", "value": "Slow"}
    told = only(from_zendesk(surveyed(opened, scaled(3, "good"))))
    assert (told.measure.value, told.measure.attributes) == (1, {"comment": "Slow"})
    assert facts(from_zendesk(surveyed(scaled(3)))) == {"csat": (None, 0)}


def test_the_ticket_of_a_response_is_among_its_subjects():
    subjects = [{"type": "user", "zrn": "zen:user:1"}, {"type": "ticket", "zrn": "zen:ticket:9"}]
    told = only(from_zendesk(surveyed(scaled(5), subject_zrn=None, subjects=subjects)))
    assert told.item == "zendesk:9"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (triggered("good", ticket_id=None), Ignored.NO_ITEM),
        (surveyed(scaled(5), subject_zrn="zen:user:1"), Ignored.NO_ITEM),
        (surveyed(), Ignored.NO_RATING),
        (surveyed(scaled(5, created_at=None, updated_at=None)), Ignored.NO_TIME),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_zendesk(said).ignored is reason
    assert from_zendesk(said).event == "satisfaction"
