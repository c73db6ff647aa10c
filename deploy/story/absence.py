"""Who is at work when: leave in turns, a week at a time, and days of illness."""

import numpy as np
from numpy.typing import NDArray

from deploy.story.times import WORKDAYS

LEAVE = 8  # weeks, of which everybody takes one off
ILL = 0.02  # of all days


def presence(people: int, weeks: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Who is at work: (people, working days). Somebody always is."""
    present = rng.random((people, weeks * WORKDAYS)) >= ILL
    turns = rng.permutation(people)
    for week in range(weeks):
        for turn in range(week * people // LEAVE, (week + 1) * people // LEAVE):
            away = turns[turn % people]
            present[away, week * WORKDAYS : (week + 1) * WORKDAYS] = False
    nobody = ~present.any(axis=0)
    present[:, nobody] = True
    return present


def on_leave(present: NDArray[np.bool_], person: int, day: int) -> bool:
    """Whether the whole week is off, so that somebody else takes over."""
    monday = day - day % WORKDAYS
    return not present[person, monday : monday + WORKDAYS].any()
