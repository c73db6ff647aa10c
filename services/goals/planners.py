"""Who may say what is intended: leads, analysts and administrators, each for their part."""

from typing import Annotated

from fastapi import Depends

from shared.auth import Caller, Person
from shared.errors import Forbidden


class PlannersOnly(Forbidden):
    """Goals and what serves them are set by leads, analysts and administrators."""

    def __init__(self) -> None:
        super().__init__("Only leads, analysts and administrators may say this.")


class StewardsOnly(Forbidden):
    """Scorecards and incentives are kept by analysts and administrators."""

    def __init__(self) -> None:
        super().__init__("Only analysts and administrators may change this.")


def is_planner(person: Person) -> bool:
    """Whether somebody sets objectives."""
    return bool({"lead", "analyst", "administrator"} & person.roles)


async def _planner(caller: Caller) -> Person:
    if not is_planner(caller):
        raise PlannersOnly
    return caller


async def _steward(caller: Caller) -> Person:
    if not {"analyst", "administrator"} & caller.roles:
        raise StewardsOnly
    return caller


Planner = Annotated[Person, Depends(_planner)]
Steward = Annotated[Person, Depends(_steward)]
