"""What can be chosen about a story, and three choices with a name."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from deploy.story import chapters, course
from deploy.story.chapters import Chapter
from deploy.story.course import Turn
from shared.clock import now

FRIDAY = 4


def last_friday() -> date:
    """The last Friday that is over."""
    yesterday = now().date() - timedelta(days=1)
    return yesterday - timedelta(days=(yesterday.weekday() - FRIDAY) % 7)


@dataclass(frozen=True)
class Parameters:
    """A story: the same parameters always tell the same one, to the minute."""

    seed: int = 1
    people: int = 8
    weeks: int = 39
    last_day: date = field(default_factory=last_friday)
    tickets: float = 3.50  # arriving a working day for each person, in usual circumstances
    answers: float = 0.45  # share of solved tickets whose customer answers the survey
    course: tuple[Turn, ...] = course.STORY
    chapters: tuple[Chapter, ...] = chapters.STORY

    def __post_init__(self) -> None:
        if self.last_day.weekday() != FRIDAY:
            raise ValueError(f"A story ends on a Friday; {self.last_day} is none.")
        if self.people < 1 or self.weeks < 1:
            raise ValueError("A story needs at least one person and one week.")
        if any(chapter.last_week > self.weeks for chapter in self.chapters):
            raise ValueError(f"A chapter goes on after the story's {self.weeks} weeks.")

    @property
    def first_day(self) -> date:
        """The Monday it begins on."""
        return self.last_day - timedelta(days=7 * self.weeks - 3)

    def monday(self, week: int) -> date:
        """The first day of a week, counted from 1."""
        return self.first_day + timedelta(days=7 * (week - 1))

    def friday(self, week: int) -> date:
        """The last working day of a week, counted from 1."""
        return self.monday(week) + timedelta(days=FRIDAY)


def quiet(seed: int = 1, weeks: int = 20) -> Parameters:
    """A team to which nothing happens."""
    return Parameters(seed, weeks=weeks, course=course.QUIET, chapters=chapters.whole(weeks))


def pair(seed: int = 1, weeks: int = 3) -> Parameters:
    """Two people and a few weeks: too little to say anything."""
    return Parameters(
        seed, people=2, weeks=weeks, course=course.QUIET, chapters=chapters.whole(weeks)
    )
