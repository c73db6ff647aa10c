"""What other systems know of the team: survey answers, hours, who is at work, what lies open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from deploy.story.log import Answer, Log, Shift
from deploy.story.parameters import Parameters
from deploy.story.people import TEAM, Agent
from deploy.story.times import CLOSES, DAY, OPENS, moment, working_days
from deploy.story.zendesk import Json

SURVEY, TIME_TRACKING, HR = "csat-survey", "time-tracking", "hr"
EVENING = CLOSES + 90  # when a day's readings are taken
HOUR = 60.0


def readings(log: Log, parameters: Parameters, team: tuple[Agent, ...]) -> Iterator[Json]:
    """Every native event of the story, in no order."""
    first = parameters.first_day
    yield from (_satisfaction(answer, team[answer.agent], first) for answer in log.answers)
    for shift in log.shifts:
        yield from _hours(shift, team[shift.agent], first)
    at_work = Counter(shift.day for shift in log.shifts)
    open_at_night = _backlog(log, 7 * parameters.weeks)
    for day in working_days(parameters.weeks):
        yield _of_team("headcount", HR, day, at_work[day], first)
        yield _of_team("backlog", "zendesk-report", day, open_at_night[day], first)


def _satisfaction(answer: Answer, agent: Agent, first: date) -> Json:
    return {
        "id": f"csat-{answer.number}",
        "source": SURVEY,
        "metric": "csat",
        "subject": f"person:{agent.key}",
        "time": moment(first, answer.at).isoformat(),
        "value": float(answer.satisfied),
        "attributes": {"ticket": answer.number},
    }


def _hours(shift: Shift, agent: Agent, first: date) -> Iterator[Json]:
    at = moment(first, shift.day * DAY + EVENING)
    hours = shift.paid / HOUR
    measured = {
        "hours_worked": (hours, 1.0),
        "overtime_hours": (hours - (CLOSES - OPENS) / HOUR, 1.0),
        "utilization": (shift.busy / shift.paid, hours),
    }
    for metric, (value, weight) in measured.items():
        yield {
            "id": f"{metric}-{agent.key}-{at.date()}",
            "source": TIME_TRACKING,
            "metric": metric,
            "subject": f"person:{agent.key}",
            "time": at.isoformat(),
            "value": round(value, 4),
            "weight": round(weight, 4),
        }


def _of_team(metric: str, source: str, day: int, value: int, first: date) -> Json:
    at = moment(first, day * DAY + EVENING)
    return {
        "id": f"{metric}-{at.date()}",
        "source": source,
        "metric": metric,
        "subject": f"team:{TEAM}",
        "time": at.isoformat(),
        "value": float(value),
    }


def _backlog(log: Log, days: int) -> list[int]:
    """Tickets that are open when each day of the calendar ends."""
    gains: Counter[int] = Counter()
    for ticket in log.tickets:
        for step in ticket.steps:
            gains[max(0, int(step.at // DAY))] += step.opens
    return list(accumulate(gains[day] for day in range(days)))
