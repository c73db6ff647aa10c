"""Who may see whose numbers. Deny by default; each sentence of the policy is a line here."""

from dataclasses import dataclass

from shared.errors import Forbidden


@dataclass(frozen=True)
class Relation:
    """What ties a caller to a subject today, and the fewest people it was on a day asked for."""

    is_self: bool = False
    leads: bool = False
    belongs: bool = False
    fewest: int = 0


class NotYours(Forbidden):
    """The caller may not see this subject's numbers."""

    def __init__(self, subject: str, least: int) -> None:
        super().__init__(
            f"You may not see {subject!r}: people see themselves, leads the teams they lead and"
            f" their members, analysts and members groups of at least {least} people"
            " on every day asked for."
        )


def may_see(relation: Relation, roles: frozenset[str], *, group: bool, least: int) -> bool:
    """Whether a caller with these roles, so related, may see the subject's numbers."""
    if relation.is_self or relation.leads:
        return True
    if not group:
        return False
    oversees = bool({"analyst", "administrator"} & roles)
    return (oversees or relation.belongs) and relation.fewest >= least


class EventsNotYours(Forbidden):
    """Single events are seen by the person they are about and by whoever leads them."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"You may not see the single events of {subject!r}: people see their own, leads those"
            " of the teams they lead and of their members; everybody else sees groups' numbers."
        )


def may_see_events(relation: Relation) -> bool:
    """Whether somebody so related may see each event by itself, however large the group."""
    return relation.is_self or relation.leads
