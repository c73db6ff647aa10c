"""Accounts over HTTP: whose an identity in a tool was, and whose nobody has said yet."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from services.metrics.directory import accounts
from services.metrics.directory.domain import NotInDirectory
from services.metrics.directory.holding import HeldByOthers, holders_of, require_nobody_erased
from shared.auth import Administrator
from shared.db import Session
from shared.edits import ChangedMeanwhile, etag_of_content, require_unchanged
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, key_of
from shared.schemas.metrics.accounts import (
    Account,
    AccountIn,
    Accounts,
    UnmappedAccount,
    UnmappedAccounts,
)
from shared.schemas.words import LOGIN, TOOL, whole

router = APIRouter(prefix="/v1", tags=["directory"])

Tool = Annotated[str, Path(), whole(TOOL)]
Login = Annotated[str, Path(), whole(LOGIN)]


@router.put(
    "/accounts/{tool}/{login}",
    operation_id="put_account",
    summary="Keep an account",
    responses=refusing(HeldByOthers, ChangedMeanwhile),
)
async def put_account(
    tool: Tool,
    login: Login,
    said: AccountIn,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Account:
    """Whose identity in a tool it was and when; what happened there counts for that day's holder.

    `holders` replaces all that was said before. In short, `person` is the only holder, and is
    refused where somebody else is on record.
    """
    account = Account(tool=tool, login=login, holders=holders_of(said), bot=said.bot)
    standing = await accounts.hold_account(session, tool, login)
    require_unchanged(if_match, standing)
    require_nobody_erased(said, standing.holders)
    await accounts.put_account(session, account)
    response.headers["ETag"] = etag_of_content(account)
    return account


@router.get(
    "/accounts/{tool}/{login}",
    operation_id="get_account",
    summary="One account",
    responses=refusing(NotInDirectory),
)
async def get_account(
    tool: Tool, login: Login, response: Response, _: Administrator, session: Session
) -> Account:
    """Whose account it was, and when."""
    account = await accounts.get_account(session, tool, login)
    response.headers["ETag"] = etag_of_content(account)
    return account


@router.get("/accounts", operation_id="list_accounts", summary="Every account that is known")
async def list_accounts(
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Accounts:
    """By tool and login, with everybody who held it."""
    found = await accounts.list_accounts(session, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, _place)
    return Accounts(items=items, next_cursor=following)


@router.get(
    "/unmapped_accounts",
    operation_id="list_unmapped_accounts",
    summary="Accounts that wait for a person",
)
async def list_unmapped_accounts(
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> UnmappedAccounts:
    """What happened there is kept, and counts for its person as soon as you say who that is."""
    found = await accounts.list_unmapped(session, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, _place)
    return UnmappedAccounts(items=items, next_cursor=following)


def _place(account: Account | UnmappedAccount) -> str:
    return f"{account.tool}/{account.login}"
