"""Where tool accounts are kept, and those that wait for a person are found."""

from typing import Any

from sqlalchemy import select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.directory.domain import NotInDirectory
from services.metrics.directory.rows import AccountHeldRow, AccountRow
from services.metrics.directory.spans import dated, days_of, replace, span_of, upsert
from shared.schemas.metrics.accounts import Account, Holder, UnmappedAccount


async def put_account(session: AsyncSession, account: Account) -> None:
    """Keep an account and who held it; events already there count for the holder of their day."""
    place = {"tool": account.tool, "login": account.login}
    await upsert(session, AccountRow, place, {"bot": account.bot})
    entries = [{**place, "person": held.person, **days_of(held)} for held in account.holders]
    await replace(session, AccountHeldRow, _of_account(account.tool, account.login), entries)


async def hold_account(session: AsyncSession, tool: str, login: str) -> Account:
    """An account as it stands, begun if it is new, and held until the transaction ends."""
    begun = insert(AccountRow).values(tool=tool, login=login, bot=False).on_conflict_do_nothing()
    await session.execute(begun)
    await session.execute(
        select(AccountRow.bot)
        .where(AccountRow.tool == tool, AccountRow.login == login)
        .with_for_update()
    )
    return await get_account(session, tool, login)


async def get_account(session: AsyncSession, tool: str, login: str) -> Account:
    """An account with its holders in order of time; NotInDirectory."""
    row = await session.get(AccountRow, (tool, login))
    if row is None:
        raise NotInDirectory(f"account:{tool}/{login}")
    held = await dated(session, AccountHeldRow, _of_account(tool, login))
    return Account(tool=tool, login=login, holders=[_holder(one) for one in held], bot=row.bot)


async def list_accounts(session: AsyncSession, *, after: str, limit: int) -> list[Account]:
    """A page of accounts, by tool and login."""
    tool, _, login = after.partition("/")
    place = tuple_(AccountRow.tool, AccountRow.login)
    query = select(AccountRow).where(place > tuple_(tool, login)).order_by(place).limit(limit)
    rows = (await session.scalars(query)).all()
    of = tuple_(AccountHeldRow.tool, AccountHeldRow.login).in_([(r.tool, r.login) for r in rows])
    held = await dated(session, AccountHeldRow, of)
    return [
        Account(
            tool=row.tool,
            login=row.login,
            holders=[_holder(h) for h in held if (h.tool, h.login) == (row.tool, row.login)],
            bot=row.bot,
        )
        for row in rows
    ]


async def list_unmapped(session: AsyncSession, *, after: str, limit: int) -> list[UnmappedAccount]:
    """A page of accounts of which nobody knows whose they are, by subject."""
    found = await session.execute(_UNMAPPED, {"after": f"account:{after}", "most": limit})
    return [UnmappedAccount(**row) for row in found.mappings()]


def _holder(row: Any) -> Holder:
    return Holder(person=row.person, **span_of(row))


def _of_account(tool: str, login: str) -> Any:
    return (AccountHeldRow.tool == tool) & (AccountHeldRow.login == login)


# Accounts are few beside days: the page is cut before the days of its subjects are counted.
_UNMAPPED = text(
    """
    with waiting as (
        select subject_id, split_part(substr(subject.key, 9), '/', 1) as tool,
               substr(subject.key, 10 + length(split_part(substr(subject.key, 9), '/', 1)))
                   as login, subject.key
          from metrics.subject
         where subject.key like 'account:%' and subject.key collate "C" > :after
    ), page as (
        select * from waiting
         where not exists (select from metrics.account_held as held
                            where held.tool = waiting.tool and held.login = waiting.login)
           and not exists (select from metrics.account
                            where account.tool = waiting.tool and account.login = waiting.login
                              and bot)
         order by key collate "C" limit :most
    )
    select tool, login, cast(coalesce(sum(count), 0) as bigint) as events, max(day) as last_day
      from page left join metrics.day using (subject_id)
     group by tool, login, key order by key collate "C"
    """
)
