"""The words of the story's goals, as somebody would post them."""

from typing import Any

from deploy.story.chapters import Chapter
from deploy.story.course import FLOOR, TARGET, TOOL
from deploy.story.parameters import Parameters
from deploy.story.people import LEAD, TEAM

SCORECARD = {
    "outputs": ["Questions of customers answered and settled"],
    "outcomes": ["Customers get on with their work, and stay"],
    "pair": {"performance": "csat", "productivity": "tickets_closed"},
    "secondary": ["first_contact_resolution", "first_response_time", "handling_time"],
    "context": [
        *("hours_worked", "overtime_hours", "utilization", "headcount"),
        *("backlog", "tickets_created", "tickets_reopened"),
    ],
}

PURPOSE = {
    "title": "Customers stay because support helps them",
    "subject": "organization",
    "business_outcome": "Fewer customers leave",
}

OVERRIDE = "The new customers are already here; we cannot wait for a better plan."

Json = dict[str, Any]


def as_first_written(parameters: Parameters, parent: str) -> Json:
    """A fifth more tickets, and nothing that says how good they have to be."""
    usual = round(parameters.tickets * parameters.people, 1)
    closed = {"metric": "tickets_closed", "baseline": usual, "target": round(1.2 * usual, 1)}
    return {
        "title": "Close a fifth more tickets",
        "subject": f"team:{TEAM}",
        "owner": LEAD,
        "parent": parent,
        "period": {
            "first_day": parameters.monday(TARGET).isoformat(),
            "last_day": parameters.last_day.isoformat(),
        },
        "output": "Tickets closed",
        "business_outcome": "Keep up with the new customers without hiring",
        "review_cadence": {"throughput": "weekly"},
        "key_results": [closed],
    }


def as_mended(written: Json) -> Json:
    """What is added: a floor under satisfaction, an audit, and somebody who vouches for it."""
    satisfied = {"metric": "csat", "baseline": 0.63, "target": 0.80}
    floor = {
        "metric": "csat",
        "bound": "floor",
        "limit": 0.75,
        "audit": "Each week a colleague reads ten replies of everybody.",
    }
    return {
        "title": "Close a fifth more tickets, with customers as satisfied as before",
        "quality_standard": "At least 75 % of the customers who answer are satisfied",
        "resources_confirmed_by": LEAD,
        "review_cadence": {"throughput": "weekly", "performance": "quarterly"},
        "key_results": [*written["key_results"], satisfied],
        "guardrails": [floor],
        "why": "Satisfaction fell while throughput rose.",
    }


def improvements(chapter: Chapter, parameters: Parameters) -> list[Json]:
    """What makes the work easier, and since when."""
    landed = {
        "floor": [
            ("tooling", "Macros for the twenty most frequent questions", FLOOR),
            ("training", "Training: settle it in one reply", FLOOR + 2),
        ],
        "balance": [("tooling", "A knowledge base for customers and agents", TOOL)],
    }
    return [
        {
            "kind": kind,
            "title": title,
            "teams": [TEAM],
            "state": "landed",
            "landed_on": parameters.monday(week).isoformat(),
        }
        for kind, title, week in landed.get(chapter.key, [])
    ]
