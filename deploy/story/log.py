"""What a simulation leaves behind: tickets with all their steps, working days, survey answers."""

from dataclasses import dataclass

from deploy.story.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Answer:
    """What a customer said in the survey about a ticket."""

    number: int
    agent: int
    at: float
    satisfied: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A person's working day."""

    agent: int
    day: int  # of the calendar, from 0
    paid: float  # minutes, overtime included
    busy: float  # minutes of them at tickets or in training


@dataclass(frozen=True)
class Log:
    """Everything that happened."""

    tickets: list[Ticket]
    shifts: list[Shift]
    answers: list[Answer]
