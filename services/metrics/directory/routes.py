"""The directory over HTTP: who is who, and since when."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from services.metrics.directory import store, subjects
from services.metrics.directory.domain import NotInDirectory, in_order, person_of, require_sound
from services.metrics.privacy.reader import Reader
from shared.auth import Administrator
from shared.db import Session
from shared.edits import ChangedMeanwhile, etag_of_content, require_unchanged
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.schemas.metrics.directory import (
    Person,
    PersonIn,
    SubjectFacts,
    Team,
    TeamIn,
)
from shared.schemas.words import Key, ReadSubject

router = APIRouter(prefix="/v1", tags=["directory"])


@router.put(
    "/people/{key}",
    operation_id="put_person",
    summary="Keep a person",
    responses=refusing(ChangedMeanwhile),
)
async def put_person(
    key: Key,
    said: PersonIn,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Person:
    """Name, working time, roles and memberships with their dates; replaces what was there.

    With If-Match, only if nobody changed it meanwhile. Whoever is archived leaves their teams and
    roles on that day; what they did until then stays theirs and their teams'.
    """
    person = person_of(key, said)
    require_unchanged(if_match, await store.find_person(session, key, to_change=True))
    await store.put_person(session, person)
    response.headers["ETag"] = etag_of_content(person)
    return person


@router.get(
    "/people/{key}",
    operation_id="get_person",
    summary="One person",
    responses=refusing(NotInDirectory),
)
async def get_person(key: Key, response: Response, reader: Reader, session: Session) -> Person:
    """A person as the directory knows them; for administrators and whoever may see their numbers.

    The ETag is what a change may name as If-Match.
    """
    await reader.require_record(f"person:{key}")
    person = await store.get_person(session, key)
    response.headers["ETag"] = etag_of_content(person)
    return person


@router.put(
    "/teams/{key}",
    operation_id="put_team",
    summary="Keep a team",
    responses=refusing(ChangedMeanwhile),
)
async def put_team(
    key: Key,
    said: TeamIn,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Team:
    """Name, leads and calendars with their dates; members are said at each person."""
    leads = [(lead.person, lead) for lead in said.leads]
    require_sound({"leads": leads, "calendars": [("calendar", used) for used in said.calendars]})
    require_unchanged(if_match, await store.find_team(session, key, to_change=True))
    team = in_order(Team(key=key, **said.model_dump()))
    await store.put_team(session, team)
    response.headers["ETag"] = etag_of_content(team)
    return team


@router.get(
    "/teams/{key}", operation_id="get_team", summary="One team", responses=refusing(NotInDirectory)
)
async def get_team(key: Key, response: Response, reader: Reader, session: Session) -> Team:
    """A team and who leads it; for administrators and whoever may see its numbers."""
    await reader.require_record(f"team:{key}")
    team = await store.get_team(session, key)
    response.headers["ETag"] = etag_of_content(team)
    return team


@router.get(
    "/subjects/{subject}",
    operation_id="get_subject",
    summary="Whom a number is about",
    responses=refusing(NotInDirectory),
)
async def get_subject(
    subject: Annotated[ReadSubject, Path()],
    reader: Reader,
    session: Session,
) -> SubjectFacts:
    """Name, number of people and their roles today; for whoever may see the subject's numbers."""
    await reader.require(subject)
    return await subjects.get_facts(session, subject, reader.today)
