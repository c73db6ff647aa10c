"""What serves what, and how far it is together: the roll-up of an objective's tree."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.goals.objectives.arithmetic import together
from shared.schemas.goals.tree import Aligned, RollUp, Standing, TreeNode

Hidden = Literal["not_yours", "metrics_away"] | None


@dataclass(frozen=True)
class Branch:
    """An objective of a tree, and the days that its latest check-in speaks of."""

    aligned: Aligned
    parent: UUID | None
    standing: Standing | None
    first_day: date | None = None
    last_day: date | None = None


def grown(branches: Sequence[Branch], visible: Collection[str] | None) -> TreeNode:
    """The tree of branches, the root first and each after its parent.

    `visible` are the subjects whose numbers the caller may see, None where nobody can say. What is
    hidden is rolled up into nothing: a whole never tells a part.
    """
    below: Mapping[UUID | None, list[Branch]] = _by_parent(branches[1:])

    def grow(branch: Branch) -> TreeNode:
        children = [grow(child) for child in below[branch.aligned.id]]
        hidden = _hidden(branch, visible)
        standing = None if hidden else branch.standing
        counts = branch.aligned.state != "draft"
        return TreeNode(
            **branch.aligned.model_dump(),
            standing=standing,
            hidden=hidden,
            rolled_up=rolled_up(
                standing if counts else None, [child.rolled_up for child in children]
            ),
            children=children,
        )

    return grow(branches[0])


def rolled_up(own: Standing | None, below: Iterable[RollUp]) -> RollUp:
    """An objective's own share and those of its children, each of the same weight.

    What is not known counts for nothing, neither as done nor as undone.
    """
    parts: list[Standing | RollUp] = [each for each in below if each.known]
    parts += [own] if own else []
    known = sum(part.known if isinstance(part, RollUp) else 1 for part in parts)
    confidences = [part.confidence for part in parts if part.confidence is not None]
    return RollUp(
        share=together((part.share, 1.0) for part in parts),
        credited=together((part.credited, 1.0) for part in parts),
        confidence=min(confidences, default=None),
        known=known,
    )


def _by_parent(branches: Iterable[Branch]) -> Mapping[UUID | None, list[Branch]]:
    below: dict[UUID | None, list[Branch]] = defaultdict(list)
    for branch in branches:
        below[branch.parent].append(branch)
    return below


def _hidden(branch: Branch, visible: Collection[str] | None) -> Hidden:
    if branch.standing is None:
        return None
    if visible is None:
        return "metrics_away"
    return None if branch.aligned.subject in visible else "not_yours"
