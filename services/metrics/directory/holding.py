"""Whose account it was and when, as it is said: all its holders, or in short its only one."""

from collections.abc import Iterator, Sequence

from services.metrics.directory.domain import require_ordered, require_sound, span
from shared.errors import Conflict, Invalid
from shared.schemas.metrics.accounts import AccountIn, Holder
from shared.schemas.problems import Fault

IN_SHORT = ("person", "first_day", "last_day")


class HoldersUnclear(Invalid):
    """Holders both in full and in short, or days of nobody."""


class HeldByOthers(Conflict):
    """Others held the account too, and the short form would erase them."""

    def __init__(self, others: Sequence[str]) -> None:
        names = ", ".join(map(repr, others))
        super().__init__(f"It is on record as held by {names}; say all `holders` with their days.")


def holders_of(said: AccountIn) -> list[Holder]:
    """Everybody who holds it, in order of time; HoldersUnclear, DatesUnsound."""
    if faults := list(_unclear(said)):
        raise HoldersUnclear("Say `holders`, or one `person` with their days.", faults)
    if said.holders is not None:
        require_sound({"holders": [("the account", holder) for holder in said.holders]})
        return sorted(said.holders, key=span)
    if said.person is None:
        return []
    only = Holder(person=said.person, first_day=said.first_day, last_day=said.last_day)
    require_ordered(only)
    return [only]


def require_nobody_erased(said: AccountIn, standing: Sequence[Holder]) -> None:
    """Raise HeldByOthers if the short form would take others' days from the record."""
    others = {holder.person for holder in standing} - {said.person}
    if said.holders is None and others:
        raise HeldByOthers(sorted(others))


def _unclear(said: AccountIn) -> Iterator[Fault]:
    if said.holders is None and said.person is not None:
        return
    detail = "Name their person." if said.holders is None else "Say it among the holders."
    for field in IN_SHORT:
        if getattr(said, field) is not None:
            yield Fault(pointer=f"/{field}", code="holders_unclear", detail=detail)
