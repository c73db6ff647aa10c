"""Who belongs to a subject, and when: a person to themself, people to teams, roles and all."""

from collections.abc import Iterable

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
        select 'organization', key, date '-infinity', date 'infinity'
          from metrics.person where :organization
    )
"""


def asked(subjects: Iterable[str]) -> dict[str, object]:
    """The parameters of PEOPLE for the subjects asked for."""
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
    }
