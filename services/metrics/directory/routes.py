"""The directory over HTTP: who is who, and since when."""

from typing import Annotated

from fastapi import APIRouter, Path

from services.metrics.directory import store, subjects
from services.metrics.directory.domain import NotInDirectory, require_sound
from services.metrics.directory.holding import HeldByOthers, holders_of, require_nobody_erased
from services.metrics.privacy.reader import Reader
from shared.auth import Administrator
from shared.db import Session
from shared.openapi import refusing
from shared.schemas.metrics.directory import (
    Account,
    AccountIn,
    Person,
    PersonIn,
    Role,
    RoleIn,
    SubjectFacts,
    Team,
    TeamIn,
)
from shared.schemas.words import LOGIN, TOOL, Key, ReadSubject, whole

router = APIRouter(prefix="/v1", tags=["directory"])

Tool = Annotated[str, Path(), whole(TOOL)]
Login = Annotated[str, Path(), whole(LOGIN)]


@router.put("/people/{key}", operation_id="put_person", summary="Keep a person")
async def put_person(key: Key, said: PersonIn, _: Administrator, session: Session) -> Person:
    """Name, part-time share, roles and memberships with their dates; replaces what was there."""
    roles = [(held.role, held) for held in said.roles]
    teams = [(entry.team, entry) for entry in said.memberships]
    require_sound({"roles": roles, "memberships": teams})
    await store.put_person(session, key, said)
    return Person(key=key, **said.model_dump())


@router.get(
    "/people/{key}",
    operation_id="get_person",
    summary="One person",
    responses=refusing(NotInDirectory),
)
async def get_person(key: Key, reader: Reader, session: Session) -> Person:
    """A person as the directory knows them; for whoever may see their numbers."""
    await reader.require(f"person:{key}")
    return await store.get_person(session, key)


@router.put("/teams/{key}", operation_id="put_team", summary="Keep a team")
async def put_team(key: Key, said: TeamIn, _: Administrator, session: Session) -> Team:
    """Name and leads with their dates; members are said at each person."""
    require_sound({"leads": [(lead.person, lead) for lead in said.leads]})
    await store.put_team(session, key, said)
    return Team(key=key, **said.model_dump())


@router.get(
    "/teams/{key}", operation_id="get_team", summary="One team", responses=refusing(NotInDirectory)
)
async def get_team(key: Key, reader: Reader, session: Session) -> Team:
    """A team and who leads it; for whoever may see its numbers."""
    await reader.require(f"team:{key}")
    return await store.get_team(session, key)


@router.put("/roles/{key}", operation_id="put_role", summary="Keep a role")
async def put_role(key: Key, said: RoleIn, _: Administrator, session: Session) -> Role:
    """A role that people hold."""
    await store.put_role(session, key, said)
    return Role(key=key, name=said.name)


@router.put(
    "/accounts/{tool}/{login}",
    operation_id="put_account",
    summary="Keep an account",
    responses=refusing(HeldByOthers),
)
async def put_account(
    tool: Tool, login: Login, said: AccountIn, _: Administrator, session: Session
) -> Account:
    """Whose identity in a tool it was and when; what happened there counts for that day's holder.

    `holders` replaces all that was said before. In short, `person` is the only holder, and is
    refused where somebody else is on record.
    """
    account = Account(tool=tool, login=login, holders=holders_of(said), bot=said.bot)
    require_nobody_erased(said, await store.put_account(session, account))
    await store.put_holders(session, account)
    return account


@router.get(
    "/accounts/{tool}/{login}",
    operation_id="get_account",
    summary="One account",
    responses=refusing(NotInDirectory),
)
async def get_account(tool: Tool, login: Login, _: Administrator, session: Session) -> Account:
    """Whose account it was, and when."""
    return await store.get_account(session, tool, login)


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
