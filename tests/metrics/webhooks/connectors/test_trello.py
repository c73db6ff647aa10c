from datetime import UTC, datetime

import pytest

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.deliveries import kinds, only, verify_as
from tests.metrics.webhooks.connectors.trello import (
    BEN,
    CARD,
    action,
    from_trello,
    moved,
    place,
)


@pytest.mark.parametrize(
    ("before", "after", "kind", "found"),
    [
        ("To Do", "Doing", "started", "open"),
        ("Doing", "DONE", "solved", "open"),
        ("Done", "To do", "opened", "solved"),
        ("Ideas", "Done", "solved", None),
    ],
)
def test_work_is_done_when_its_card_is_moved(before, after, kind, found):
    told = only(from_trello(moved(10, before, after)))
    assert (told.kind, told.before, told.item) == (kind, found, f"trello:{CARD}")


def test_a_list_of_ones_own_has_to_be_told_by_name_or_id():
    said = moved(10, "Doing", "Shipped")
    assert from_trello(said).ignored is Ignored.UNPLACED
    assert kinds(from_trello(said, standings={"Shipped": "done"})) == ["solved"]
    assert kinds(from_trello(said, standings={"list-Shipped": "paused"})) == ["paused"]


@pytest.mark.parametrize(
    "old", [{"closed": False}, {"pos": 1024}, {"name": "Old"}, {"due": None}, {}]
)
def test_archiving_ordering_and_renaming_are_no_work(old):
    assert from_trello(action("updateCard", 10, old=old)).ignored is Ignored.UNCOUNTED


def test_a_cards_id_tells_when_it_was_made():
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert only(from_trello(moved(10, "To Do", "Doing"))).created_at == noon
    odd = action("createCard", 10, card={"id": "not-hexadecimal"})
    assert only(from_trello(odd)).created_at is None


@pytest.mark.parametrize("kind", ["createCard", "copyCard", "emailCard"])
def test_a_card_may_be_made_in_a_list_where_work_is_begun(kind):
    assert kinds(from_trello(action(kind, 0, list=place("Doing")))) == ["created", "started"]


def test_members_come_and_go():
    taken = only(from_trello(action("addMemberToCard", 5, member=BEN)))
    left = only(from_trello(action("removeMemberFromCard", 5, member=BEN)))
    assert (taken.kind, taken.assignee) == ("assigned", "ben")
    assert (left.kind, left.assignee) == ("unassigned", None)


def test_a_card_can_be_deleted():
    assert kinds(from_trello(action("deleteCard", 50))) == ["deleted"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (action("commentCard", 5), Ignored.NOT_FOLLOWED),
        (action("createCard", 5, card={}), Ignored.NO_ITEM),
        ({"action": {"type": "createCard", "data": {"card": {"id": CARD}}}}, Ignored.NO_TIME),
        ({}, Ignored.NOT_FOLLOWED),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_trello(said).ignored is reason


def test_two_actions_of_one_instant_are_two():
    first, second = moved(10, "To Do", "Doing"), moved(10, "To Do", "Doing")
    second["action"]["id"] = "another"
    assert only(from_trello(first)).id != only(from_trello(second)).id


def test_an_action_is_known_by_its_id():
    assert from_trello(moved(10, "To Do", "Doing")).identity == "action-updateCard-10"


# What the documented scheme makes of these.
SECRET, URL = "trello-oauth1-secret", "https://example.com/hooks/trello"
SIGNATURE = "84g+xxH68RMLc0nJHqmhf/paofs="
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "refusal"), [(URL, None), (f"{URL}?x=1", Refusal.FORGED), ("", Refusal.FORGED)]
)
def test_the_address_is_signed_with_the_body(url, refusal):
    received = Received(b'{"hello":"world"}', {"x-trello-webhook": SIGNATURE}, url=url)
    assert verify_as("trello", received, [SECRET], NOW) is refusal
