"""Tickets as Zendesk's event subscriptions deliver them."""

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from deploy.story.people import Agent
from deploy.story.tickets import Step, Ticket
from deploy.story.times import moment

Json = dict[str, Any]

ACCOUNT = 12_514_403
BRAND, FORM, GROUP = "360003", "360017", "360101"
FIRST_CUSTOMER = 390_200_000
CUSTOMERS = 700
SUBJECTS = (
    "Cannot sign in after the update",
    "Invoice shows the wrong address",
    "Export stops half way",
    "How do I add a colleague?",
    "Import refuses our file",
    "Notifications arrive twice",
    "Report differs from the dashboard",
    "Please change our plan",
)
PRIORITIES = ("NORMAL", "NORMAL", "LOW", "HIGH", "NORMAL", "URGENT")
CHANNELS = ("email", "web", "email", "api", "email")
REPLY = "Thank you for writing. Here is what we found, and what to do next."


class Zendesk:
    """The tool's own view of the team's tickets."""

    def __init__(self, team: tuple[Agent, ...], first_day: date, salt: str) -> None:
        self._team = team
        self._first_day = first_day
        self._salt = salt

    def delivery(self, ticket: Ticket, position: int) -> Json:
        """The body that is delivered for one step of a ticket."""
        step = ticket.steps[position]
        identity = uuid5(NAMESPACE_URL, f"{self._salt}/{ticket.number}/{position}")
        # One action of an agent, such as a reply that solves, is one sequence of events.
        together = [other for other in ticket.steps if other.at == step.at]
        sequence = uuid5(NAMESPACE_URL, f"{self._salt}/{ticket.number}/{step.at}")
        meta = {"sequence": {"id": sequence.hex.upper(), "position": together.index(step) + 1}}
        return {
            "type": f"zen:event-type:ticket.{_TYPES[step.kind]}",
            "account_id": ACCOUNT,
            "id": str(identity),
            "time": self._time(step.at),
            "zendesk_event_version": "2022-11-06",
            "subject": f"zen:ticket:{ticket.number}",
            "detail": self._detail(ticket, step),
            "event": {"meta": meta, **self._event(ticket, step, position)},
        }

    def _detail(self, ticket: Ticket, step: Step) -> Json:
        number = ticket.number
        customer = _customer(ticket)
        return {
            "actor_id": customer if step.by is None else self._account(step.by),
            "assignee_id": self._account(step.assignee),
            "brand_id": BRAND,
            "created_at": self._time(ticket.steps[0].at),
            "custom_status": None,
            "description": "Hello, could you help us with this?",
            "external_id": "",
            "form_id": FORM,
            "group_id": GROUP,
            "id": str(number),
            "is_public": True,
            "organization_id": "0",
            "priority": PRIORITIES[number % len(PRIORITIES)],
            "requester_id": customer,
            "status": step.status,
            "subject": SUBJECTS[number % len(SUBJECTS)],
            "submitter_id": customer,
            "tags": [],
            "type": "QUESTION",
            "updated_at": self._time(step.at),
            "via": {"channel": CHANNELS[number % len(CHANNELS)]},
        }

    def _event(self, ticket: Ticket, step: Step, position: int) -> Json:
        if step.kind == "status_changed":
            return {"current": step.status, "previous": step.before}
        if step.kind == "assigned":
            before, now = step.assignee_before, step.assignee
            return {"current": self._account(now), "previous": self._account(before)}
        if step.kind == "replied":
            author = self._team[step.assignee]
            return {
                "comment": {
                    "author": {"id": str(author.account), "is_staff": True, "name": author.name},
                    "body": REPLY,
                    "id": str(1000 * ticket.number + position),
                    "is_public": True,
                }
            }
        return {}

    def _account(self, agent: int) -> str:
        return str(self._team[agent].account)

    def _time(self, minute: float) -> str:
        return moment(self._first_day, minute).isoformat().replace("+00:00", "Z")


_TYPES = {
    "created": "created",
    "replied": "comment_added",
    "status_changed": "status_changed",
    "assigned": "agent_assignment_changed",
}


def _customer(ticket: Ticket) -> str:
    return str(FIRST_CUSTOMER + ticket.number * 31 % CUSTOMERS)
