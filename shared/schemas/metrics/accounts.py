"""Identities in tools, whose they were and when."""

from datetime import date

from pydantic import Field

from shared.schemas.metrics.directory import Dated
from shared.schemas.words import Key, Said, Told, example


class Holder(Dated):
    """A person whose account it is, and when."""

    person: Key


class AccountIn(Said):
    """An identity in a tool and whose it is; what a bot does earns nobody credit.

    Say `holders` where it passed from hand to hand; `person`, `first_day` and `last_day` are short
    for its one and only holder.
    """

    model_config = example(
        holders=[
            {"person": "ana", "last_day": "2026-06-30"},
            {"person": "ben", "first_day": "2026-07-01"},
        ]
    )

    holders: list[Holder] | None = Field(
        None, max_length=200, description="Everybody who ever held it: replaces what was said"
    )
    person: Key | None = Field(None, description="Short for its one and only holder")
    first_day: date | None = None
    last_day: date | None = None
    bot: bool = False


class Account(Said):
    """A known account of a tool, and who held it when."""

    tool: str
    login: str
    holders: list[Holder]
    bot: bool


class Accounts(Told):
    """A page of accounts, by tool and login."""

    items: list[Account]
    next_cursor: str | None = None


class UnmappedAccount(Told):
    """An account that something happened to, and nobody was ever said to hold."""

    tool: str
    login: str
    events: int = Field(description="Counted on it so far; they wait for their person")
    last_day: date | None = Field(None, description="The last day on which anything happened")


class UnmappedAccounts(Told):
    """A page of accounts that wait for a person, by tool and login."""

    items: list[UnmappedAccount]
    next_cursor: str | None = None
