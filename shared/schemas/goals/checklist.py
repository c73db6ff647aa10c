"""The SMART-OKR checklist: six items, each passed or not, with its reason."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from shared.schemas.words import Sentence, Told

ItemName = Literal[
    "specific", "measurable", "achievable", "relevant", "time_bound", "okr_alignment"
]


class ChecklistItem(Told):
    """One item; `reason` says what was found or, where it fails, what to do."""

    item: ItemName
    passed: bool
    reason: str


class Checklist(Told):
    """All six items for one objective as it stands."""

    objective: UUID
    passed: bool
    items: list[ChecklistItem]


class Override(Told):
    """An administrator's decision to go live against the checklist; it stays visible."""

    by: str
    at: datetime
    reason: Sentence
    failing: list[ChecklistItem]
