from datetime import datetime

import pytest
from structlog.testing import capture_logs

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.delighted import from_delighted
from tests.metrics.webhooks.connectors.delighted import response as scored
from tests.metrics.webhooks.connectors.deliveries import facts, only
from tests.metrics.webhooks.connectors.survicate import WORDS, answer, from_survicate
from tests.metrics.webhooks.connectors.typeform import TEXT, from_typeform, rated, response


def test_the_rated_person_is_in_a_hidden_field_and_not_the_respondent():
    assert facts(from_typeform(response(rated(5)))) == {"csat": ("account:typeform/501", 1)}
    elsewhere = from_typeform(response(rated(5)), accounts="zendesk")
    assert facts(elsewhere) == {"csat": ("account:zendesk/501", 1)}


@pytest.mark.parametrize(
    ("agent", "whose"),
    [
        ("person:ana", "person:ana"),
        ("team:support", "team:support"),
        ("account:front/tea_1", "account:front/tea_1"),
        ("ana@example.com", "account:typeform/ana@example.com"),
        ("organization", "account:typeform/organization"),
        ("two words", None),
        ("", None),
        (None, None),
    ],
)
def test_the_hidden_field_may_hold_a_login_or_a_whole_subject(agent, whose):
    assert facts(from_typeform(response(rated(5), hidden={"agent": agent}))) == {"csat": (whose, 1)}


def test_the_field_may_have_another_name():
    hidden = response(rated(5), hidden={"user_id": "7"})
    told = from_typeform(hidden, agent="form_response.hidden.user_id")
    assert facts(told) == {"csat": ("account:typeform/7", 1)}


def test_the_first_answer_that_is_a_number_is_the_rating_and_words_are_its_comment():
    told = only(from_typeform(response(TEXT, rated(2), rated(5))))
    assert (told.measure.value, told.measure.attributes) == (0, {"comment": "Kind and quick"})


def test_another_question_may_be_the_one_that_counts():
    second = "form_response.answers[?field.id=='q9'].number | [0]"
    other = rated(5) | {"field": {"id": "q9"}}
    told = only(from_typeform(response(rated(1), other), rating=second))
    assert told.measure.value == 1


def test_without_an_answer_on_the_scale_there_is_no_rating():
    assert from_typeform(response(TEXT)).ignored is Ignored.NO_RATING
    assert from_typeform(response(rated(9))).ignored is Ignored.NO_RATING


def test_an_update_keeps_the_responses_id_and_its_day_and_replaces_it():
    told = [from_delighted(scored("created", 9, 0)), from_delighted(scored("updated", 3, 59))]
    assert facts(*told) == facts(*reversed(told)) == {"nps": ("person:ana", -100)}
    updated = only(told[1])
    assert updated.created_at == datetime.fromisoformat("2026-03-02T12:00:00Z")
    assert updated.at == datetime.fromisoformat("2026-03-02T12:59:00Z")


def test_without_properties_a_response_is_nobodys():
    bare = from_delighted(scored("created", 9, 0, person_properties=None))
    assert facts(bare) == {"nps": (None, 100)}


def test_delighted_may_ask_for_satisfaction_too():
    told = from_delighted(scored("created", 4, 0), scale={"metric": "csat"})
    assert facts(told) == {"csat": ("person:ana", 1)}


def test_a_choice_counts_where_the_connector_says_what_its_words_are():
    assert from_survicate(answer("Great")).ignored is Ignored.NO_RATING
    assert facts(from_survicate(answer("Great"), **WORDS)) == {"csat": ("account:survicate/501", 1)}


def test_tries_of_one_message_are_one_delivery():
    again = from_survicate(answer("Great") | {"deliveryTries": 3}, **WORDS)
    assert again.identity == from_survicate(answer("Great"), **WORDS).identity == "c0101a0"


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (from_typeform({"event_type": "form_response_partial"}), Ignored.NOT_FOLLOWED),
        (from_typeform(response(rated(5), form_response={})), Ignored.NO_ITEM),
        (from_delighted({"event_type": "unsubscribe.created"}), Ignored.NOT_FOLLOWED),
        (
            from_delighted(scored("created", 9, 0, created_at=None, updated_at=None)),
            Ignored.NO_TIME,
        ),
        (from_survicate({"event": {"surveySeen": {}}}), Ignored.NOT_FOLLOWED),
    ],
)
def test_what_changes_nothing_says_why(reading, reason):
    assert reading.ignored is reason


def test_what_customers_write_is_in_no_log():
    with capture_logs() as logs:
        from_typeform(response({"type": "text", "text": "the secret of my life"}, rated(9)))
        from_delighted(scored("created", 9, 0, comment="the secret of my life"))
    assert "secret" not in repr(logs)
