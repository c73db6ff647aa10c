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
