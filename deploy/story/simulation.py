"""The team at work, day by day, until the story ends."""

import heapq
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from deploy.story.absence import on_leave, presence
from deploy.story.course import circumstances
from deploy.story.desk import Desk
from deploy.story.log import Log
from deploy.story.pace import TICKET_MINUTES, pace_of
from deploy.story.parameters import Parameters
from deploy.story.tickets import Ticket
from deploy.story.times import CLOSES, DAY, OPENS, WORKDAYS

FIRST_NUMBER = 35_001
WAITING = 3  # tickets that lie on each desk when the story begins
SPREAD = 0.5  # of the logarithm of a ticket's minutes


def simulate(parameters: Parameters) -> Log:
    """Play the whole story; the same parameters give the same log."""
    work, arrivals, absences = np.random.default_rng(parameters.seed).spawn(3)
    team = [_desk(person, parameters, work) for person in range(parameters.people)]
    present = presence(parameters.people, parameters.weeks, absences)
    tickets, shifts = list(_already_waiting(team, arrivals)), []
    for working_day in range(parameters.weeks * WORKDAYS):
        week, weekday = divmod(working_day, WORKDAYS)
        day = 7 * week + weekday
        holds = circumstances(parameters.course, week + 1)
        there = [desk for desk in team if present[desk.person, working_day]]
        if weekday == 0:
            _hand_over(team, there, present, working_day, day)
        count = arrivals.poisson(parameters.tickets * parameters.people * holds.demand)
        for minute in np.sort(arrivals.uniform(OPENS, CLOSES, count)).tolist():
            number = FIRST_NUMBER + len(tickets)
            tickets.append(_arrive(number, day * DAY + minute, there, arrivals))
        pace = pace_of(holds)
        shifts += [desk.work(day, pace) for desk in there]
    return Log(tickets, shifts, [answer for desk in team for answer in desk.answers])


def _desk(person: int, parameters: Parameters, rng: np.random.Generator) -> Desk:
    slowness, talent = np.exp(rng.normal(0, 0.08)), rng.normal(0, 0.15)
    return Desk(person, float(slowness), float(talent), parameters.answers, rng)


def _already_waiting(team: list[Desk], rng: np.random.Generator) -> Iterator[Ticket]:
    """What came in on the Friday before."""
    for turn in range(WAITING * len(team)):
        minute = OPENS + (CLOSES - OPENS) * turn / (WAITING * len(team))
        yield _arrive(FIRST_NUMBER + turn, minute - 3 * DAY, team, rng)


def _arrive(number: int, at: float, there: list[Desk], rng: np.random.Generator) -> Ticket:
    desk = min(there, key=lambda desk: len(desk.tasks))
    minutes = TICKET_MINUTES * np.exp(rng.normal(-(SPREAD**2) / 2, SPREAD))
    ticket = Ticket(number, float(minutes), desk.person)
    ticket.arrive(at)
    desk.take(ticket, at)
    return ticket


def _hand_over(
    team: list[Desk],
    there: list[Desk],
    present: NDArray[np.bool_],
    working_day: int,
    day: int,
) -> None:
    """Whoever goes on leave leaves an empty desk."""
    for desk in team:
        if not on_leave(present, desk.person, working_day):
            continue
        while desk.tasks:
            task = heapq.heappop(desk.tasks)
            other = min(there, key=lambda desk: len(desk.tasks))
            # What is still to come is handed over when it comes.
            at = max(task.ready, day * DAY + OPENS)
            task.ticket.hand_over(other.person, at)
            other.take(task.ticket, at, task.share)
