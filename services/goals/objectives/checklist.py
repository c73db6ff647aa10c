"""The SMART-OKR checklist: six items, each passed where nothing is missing."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from services.goals.objectives import gaps
from services.goals.objectives.backing import Gap
from services.goals.objectives.facts import Facts
from services.goals.objectives.notes import achievable_notes, no_notes
from shared.errors import Conflict
from shared.schemas.goals.checklist import Checklist, ChecklistItem, ItemName
from shared.schemas.problems import Fault


class Item(NamedTuple):
    """One question of the checklist, and what it answers where nothing is missing."""

    name: ItemName
    judge: Callable[[Facts], Iterator[Gap]]
    passes: str
    notes: Callable[[Facts], Iterator[str]] = no_notes


ITEMS: tuple[Item, ...] = (
    Item("specific", gaps.specific, "Output and quality standard are named, and guarded."),
    Item("measurable", gaps.measurable, "Both kinds are measured, from baseline to target."),
    Item(
        "achievable",
        gaps.achievable,
        "Resources are confirmed and no blocker is open.",
        achievable_notes,
    ),
    Item("relevant", gaps.relevant, "It serves a team's objective and a business outcome."),
    Item("time_bound", gaps.time_bound, "It has a period and both kinds of review."),
    Item("okr_alignment", gaps.okr_alignment, "Its key results include both kinds."),
)


class ChecklistFails(Conflict):
    """The objective does not pass the checklist, and so cannot be aimed at."""

    def __init__(self, detail: str, facts: Facts, failing: set[ItemName]) -> None:
        faults = [
            Fault(pointer=gap.pointer, code=item.name, detail=gap.do)
            for item in ITEMS
            if item.name in failing
            for gap in item.judge(facts)
        ]
        names = ", ".join(item.name for item in ITEMS if item.name in failing)
        super().__init__(f"{detail} Failing: {names}.", faults)


def judge(facts: Facts) -> Checklist:
    """Every item of the checklist, with its reason."""
    items = [_answer(item, facts) for item in ITEMS]
    passed = all(item.passed for item in items)
    return Checklist(objective=facts.objective.id, passed=passed, items=items)


def _answer(item: Item, facts: Facts) -> ChecklistItem:
    found = [gap.do for gap in item.judge(facts)]
    reasons = found or [item.passes, *item.notes(facts)]
    return ChecklistItem(item=item.name, passed=not found, reason=" ".join(reasons))


def failing_openly(facts: Facts) -> list[ChecklistItem]:
    """The items that fail, in words that tell nobody a number: these stay for all to read."""
    gaps_of = {item: list(item.judge(facts)) for item in ITEMS}
    return [
        ChecklistItem(
            item=item.name, passed=False, reason=" ".join(gap.openly or gap.do for gap in found)
        )
        for item, found in gaps_of.items()
        if found
    ]


def failing(checklist: Checklist) -> set[ItemName]:
    """The names of the items that fail."""
    return {item.item for item in checklist.items if not item.passed}
