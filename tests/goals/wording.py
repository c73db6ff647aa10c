"""Goals as people word them: sound, but for what a test says."""

from typing import Any

TICKETS = {"metric": "tickets_closed", "baseline": 100, "target": 120}
CSAT = {"metric": "csat", "baseline": 0.9, "target": 0.92}
FLOOR = {"metric": "csat", "bound": "floor", "limit": 0.9, "audit": "Ten replies of each, weekly."}
CADENCE = {"throughput": "weekly", "performance": "quarterly"}


def scorecard(**said: Any) -> dict[str, Any]:
    """A support agent's scorecard."""
    usual = {
        "outputs": ["Tickets answered"],
        "outcomes": ["Customers get on with their work"],
        "pair": {"performance": "csat", "productivity": "tickets_closed"},
        "secondary": ["first_contact_resolution"],
        "context": ["hours_worked", "backlog"],
    }
    return usual | said


def objective(**said: Any) -> dict[str, Any]:
    """An objective that passes every item of the checklist."""
    usual = {
        "title": "Answer more, as well as before",
        "subject": "team:support",
        "owner": "ana",
        "period": {"first_day": "2026-07-01", "last_day": "2026-12-31"},
        "output": "Tickets closed",
        "quality_standard": "Nine in ten customers are satisfied",
        "business_outcome": "Fewer customers leave",
        "resources_confirmed_by": "lena",
        "review_cadence": CADENCE,
        "key_results": [TICKETS, CSAT],
        "guardrails": [FLOOR],
    }
    return usual | said
