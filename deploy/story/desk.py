"""One person's desk: what lies on it, and how a day's work goes."""

import heapq
from dataclasses import dataclass, field

import numpy as np

from deploy.story.log import Answer, Shift
from deploy.story.outcome import FOLLOW_UP, REOPENED, Outcome, satisfaction, settling
from deploy.story.pace import LONGEST_OVERTIME, Pace
from deploy.story.tickets import Ticket
from deploy.story.times import CLOSES, DAY, OPENS, in_office_hours

FIRST, AGAIN, REOPEN = 0.85, 0.45, 0.60  # of a ticket's minutes
HELD = 0.2  # of the tickets that wait, wait for somebody else than the customer


@dataclass(order=True, slots=True)
class Task:
    """A look that a ticket needs, once it is ready for it."""

    ready: float
    number: int
    ticket: Ticket = field(compare=False)
    share: float = field(compare=False)  # of the ticket's minutes that are still needed


@dataclass(slots=True)
class Desk:
    """A person with their skill, their tasks, and the survey's answers about their tickets."""

    person: int
    slowness: float  # minutes they need, as a multiple of the usual
    talent: float  # what they add to the quality of an answer, in logits
    answering: float  # share of customers who answer
    rng: np.random.Generator
    tasks: list[Task] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def take(self, ticket: Ticket, ready: float, share: float = FIRST) -> None:
        """Another task on the desk."""
        heapq.heappush(self.tasks, Task(ready, ticket.number, ticket, share))

    def work(self, day: int, pace: Pace) -> Shift:
        """Do a day's work, oldest task first."""
        clock, regular = day * DAY + pace.opens, day * DAY + CLOSES
        latest, solved, busy = regular, 0, 0.0
        while self.tasks and (begins := max(clock, self.tasks[0].ready)) < latest:
            task = heapq.heappop(self.tasks)
            speed = task.ticket.minutes * self.slowness * pace.minutes
            clock = min(latest, begins + speed * task.share)
            busy += clock - begins
            task.share -= (clock - begins) / speed
            if task.share > 1e-9:
                heapq.heappush(self.tasks, task)
            else:
                solved += self._finish(task.ticket, clock, pace)
            if clock >= regular and solved < pace.quota:
                latest = regular + LONGEST_OVERTIME
        paid = CLOSES - OPENS + max(0.0, clock - regular)
        return Shift(self.person, day, paid, busy + pace.opens - OPENS)

    def _finish(self, ticket: Ticket, clock: float, pace: Pace) -> bool:
        """Answer a ticket; whether that solved it."""
        if ticket.solves:
            ticket.become("SOLVED", clock)
            return True
        first = ticket.status == "OPEN"
        ticket.reply(clock)
        chance = settling(pace.care, pace.clarity, self.talent)
        outcome = Outcome(self.rng.random() < chance)
        if first and self.rng.random() < outcome.of(FOLLOW_UP):
            ticket.become("HOLD" if self.rng.random() < HELD else "PENDING", clock)
            self.take(ticket, self._later(clock, hours=18), AGAIN)
            return False
        ticket.become("SOLVED", clock)
        self._come_back(ticket, outcome, clock)
        self._ask(ticket, outcome, clock, pace)
        return True

    def _come_back(self, ticket: Ticket, outcome: Outcome, clock: float) -> None:
        if self.rng.random() < outcome.of(REOPENED):
            at = self._later(clock, hours=40)
            ticket.become("OPEN", at, by_customer=True)
            self.take(ticket, at, REOPEN)

    def _ask(self, ticket: Ticket, outcome: Outcome, clock: float, pace: Pace) -> None:
        if self.rng.random() < self.answering:
            waited = (clock - ticket.steps[0].at) / DAY
            satisfied = self.rng.random() < satisfaction(outcome, pace.clarity, waited)
            at = self._later(clock, hours=6)
            self.answers.append(Answer(ticket.number, self.person, at, bool(satisfied)))

    def _later(self, clock: float, hours: float) -> float:
        return in_office_hours(clock + 60 * hours * self.rng.gamma(2.0, 0.5))
