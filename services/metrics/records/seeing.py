"""Who sees single events: the person, whoever leads them, and administrators one by its address."""

from collections.abc import Sequence

from services.metrics.privacy.domain import EventsNotYours, may_see_events
from services.metrics.privacy.reader import ReaderOf
from services.metrics.privacy.store import get_relations
from services.metrics.records.refusals import EventUnknown, SubjectUnclear
from services.metrics.records.store import Place, holder_of
from shared.errors import Invalid
from shared.schemas.problems import Fault


class SubjectMissing(Invalid):
    """A caller who is nobody in the directory has no events of their own."""

    def __init__(self) -> None:
        fault = Fault(pointer="/query/subject", code="missing", detail="Name a person or a team.")
        super().__init__("Your token names no person; say whose events with ?subject=.", [fault])


async def subject_seen(reader: ReaderOf, subject: str | None) -> str:
    """Whose events are listed, the caller's own if not said; EventsNotYours, SubjectMissing."""
    if subject is None:
        if reader.caller.person is None:
            raise SubjectMissing
        return f"person:{reader.caller.person}"
    if not await _sees(reader, subject):
        raise EventsNotYours(subject)
    return subject


async def place_seen(reader: ReaderOf, places: Sequence[Place]) -> Place:
    """The one of the places that the caller may see; EventUnknown, SubjectUnclear."""
    if reader.caller.holds("administrator"):
        return only_one(places)
    return only_one([place for place in places if await _sees_place(reader, place)])


def only_one(places: Sequence[Place]) -> Place:
    """The only place; EventUnknown, SubjectUnclear."""
    if not places:
        raise EventUnknown
    if len(places) > 1:
        raise SubjectUnclear
    return places[0]


async def _sees_place(reader: ReaderOf, place: Place) -> bool:
    day = place.time.astimezone(reader.settings.zone).date()
    holder = await holder_of(reader.session, place.subject, day)
    return holder is not None and await _sees(reader, holder)


async def _sees(reader: ReaderOf, subject: str) -> bool:
    today = reader.today
    relations = await get_relations(
        reader.session, reader.caller.person, [subject], today, (today, today)
    )
    return may_see_events(relations[subject])
