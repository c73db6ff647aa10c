"""The chapters of the story: what changes in each, and the window an insight looks at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """Weeks counted from 1; the window holds the change somewhere in its middle."""

    key: str
    title: str
    says: str
    first_week: int
    last_week: int


STORY = (
    Chapter(
        "target",
        "Chapter one: the target",
        "Demand has grown, and the target is raised: a fifth more tickets closed, with no floor"
        " under quality. The checklist objects; an administrator overrides it.",
        1,
        18,
    ),
    Chapter(
        "floor",
        "Chapter two: the floor",
        "The objective gets a floor under CSAT and a quality audit; macros and training land.",
        12,
        29,
    ),
    Chapter(
        "balance",
        "Chapter three: the balance",
        "A knowledge base lands: answers are found faster, and are better.",
        22,
        39,
    ),
)


def whole(weeks: int) -> tuple[Chapter, ...]:
    """One chapter over everything, for a team to which nothing happens."""
    says = f"{weeks} weeks of a team to which nothing happens."
    return (Chapter("whole", "The whole story", says, 1, weeks),)
