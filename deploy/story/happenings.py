"""What the story sends: the ticket tool's deliveries and other systems' events, as they happen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from deploy.story.log import Log
from deploy.story.parameters import Parameters
from deploy.story.people import agents
from deploy.story.readings import readings
from deploy.story.simulation import simulate
from deploy.story.times import DAY, moment
from deploy.story.zendesk import Json, Zendesk


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to be told: a webhook delivery of the ticket tool, or a native event."""

    at: datetime
    webhook: bool
    body: Json


def happenings(parameters: Parameters) -> Iterator[Happening]:
    """Everything up to the end of the last day, in order of time."""
    log = simulate(parameters)
    end = moment(parameters.first_day, (7 * parameters.weeks - 2) * DAY)
    told = sorted([*_deliveries(log, parameters), *_events(log, parameters)], key=_when)
    return (happening for happening in told if happening.at < end)


def _when(happening: Happening) -> datetime:
    return happening.at


def _deliveries(log: Log, parameters: Parameters) -> Iterator[Happening]:
    story = f"{parameters.seed}/{parameters.first_day}/{parameters.people}"
    zendesk = Zendesk(agents(parameters.people), parameters.first_day, story)
    for ticket in log.tickets:
        for position, step in enumerate(ticket.steps):
            at = moment(parameters.first_day, step.at)
            yield Happening(at, True, zendesk.delivery(ticket, position))


def _events(log: Log, parameters: Parameters) -> Iterator[Happening]:
    for event in readings(log, parameters, agents(parameters.people)):
        yield Happening(datetime.fromisoformat(event["time"]), False, event)
