"""The words every service uses: which subject may stand where."""

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.schemas.metrics.events import EventIn
from shared.schemas.words import PushedSubject, ReadSubject, Subject

EVENT = {"id": "1", "source": "crm", "metric": "csat", "time": "2026-11-02T09:30:00Z"}


def is_taken(kind: object, said: object) -> bool:
    """Whether a wire type takes what is said."""
    try:
        TypeAdapter(kind).validate_python(said)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("subject", "pushed", "read"),
    [
        pytest.param("person:ana", True, True, id="a person"),
        pytest.param("team:support", True, True, id="a team"),
        pytest.param("account:jira/Ana.B", True, False, id="an account"),
        pytest.param("role:agent", False, True, id="a role"),
        pytest.param("organization", False, True, id="the organization"),
        pytest.param("organization:x", False, False, id="a part of the organization"),
        pytest.param("person:ana\n", False, False, id="a line end behind"),
        pytest.param("a person:ana", False, False, id="a word before"),
        pytest.param("person:" + "a" * 81, False, False, id="81 letters"),
    ],
)
def test_events_happen_to_people_teams_and_accounts_and_numbers_are_read_of_groups(
    subject: str, pushed: bool, read: bool
) -> None:
    assert is_taken(PushedSubject, subject) == pushed
    assert is_taken(EventIn, EVENT | {"subject": subject}) == pushed
    assert is_taken(ReadSubject, subject) == read
    assert is_taken(Subject, subject) == (pushed or read)
