"""Who belongs to a subject, and when: a person to themself, people to teams, roles and all."""

from collections.abc import Iterable, Sequence
from datetime import date

Spell = tuple[str, str, date, date]  # of a part and a person, with its first and last day

# Who belongs to the subjects asked for, and when. One statement, so that what it says is of
# one moment; each branch is a look-up by key, never a scan.
PEOPLE = """
    people (asked, person, first_day, last_day) as (
        select 'person:' || key, key, date '-infinity', date 'infinity'
          from metrics.person where key = any(:persons)
        union all
        select 'team:' || team, person, first_day, last_day
          from metrics.membership where team = any(:teams)
        union all
        select 'role:' || role, person, first_day, last_day
          from metrics.role_held where role = any(:roles)
        union all
        select 'organization', key, date '-infinity', coalesce(archived_on - 1, date 'infinity')
          from metrics.person where :organization
        union all
        select part, person, first_day, last_day
          from unnest(cast(:parts as text[]), cast(:members as text[]), cast(:since as date[]),
                      cast(:until as date[])) as spell (part, person, first_day, last_day)
    )
"""

# Whose numbers make up a subject's: those posted on it, on its people, and on its people's
# accounts, each for the days that hold. Accounts are resolved at reading, so a late mapping
# rewrites nothing.
HOLDERS = f"""
    {PEOPLE}, holders (asked, key, first_day, last_day) as (
        select subject, subject, date '-infinity', date 'infinity'
          from unnest(cast(:subjects as text[])) as subject
        union all
        select asked, 'person:' || person, first_day, last_day
          from people where asked <> 'person:' || person
        union all
        select asked, 'account:' || tool || '/' || login,
               greatest(people.first_day, held.first_day), least(people.last_day, held.last_day)
          from people join metrics.account_held as held using (person)
          join metrics.account using (tool, login) where not bot
    )
"""  # noqa: S608 - our own constant


class Parts(tuple[str, ...]):
    """Parts of a subject's people, by label; they are read as subjects are."""

    spells: Sequence[Spell] = ()

    @classmethod
    def of(cls, labels: Iterable[str], spells: Sequence[Spell]) -> "Parts":
        """Labels, and who is in which part from when to when."""
        parts = cls(labels)
        parts.spells = spells
        return parts


def made_up_of(subjects: Iterable[str]) -> dict[str, object]:
    """The parameters of HOLDERS for the subjects asked for."""
    return {**asked(subjects), "subjects": list(dict.fromkeys(subjects))}


def asked(subjects: Iterable[str]) -> dict[str, object]:
    """The parameters of PEOPLE for the subjects asked for."""
    if isinstance(subjects, Parts):
        columns = list(map(list, zip(*subjects.spells, strict=True))) or [[], [], [], []]
        return asked(()) | dict(zip(("parts", "members", "since", "until"), columns, strict=True))
    by_kind: dict[str, list[str]] = {"person": [], "team": [], "role": []}
    everybody = False
    for subject in subjects:
        kind, _, key = subject.partition(":")
        if kind in by_kind:
            by_kind[kind].append(key)
        everybody = everybody or subject == "organization"
    return {
        "persons": by_kind["person"],
        "teams": by_kind["team"],
        "roles": by_kind["role"],
        "organization": everybody,
        **dict.fromkeys(("parts", "members", "since", "until"), ()),
    }
