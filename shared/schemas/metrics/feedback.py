"""What people say of the work of others: ratings with comments, and who may never be known."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.schemas.words import Key, PushedSubject, Said, Sentence, Told, example

Kind = Literal["review_360", "competency", "project", "contribution", "csat", "nps"]
RatedKind = Kind | Literal["audit"]
Group = Literal["self", "lead", "peer", "report", "customer"]
# Within what every time zone can still tell the day of.
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(1970, 1, 2, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC))
]
Name = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]{1,200}$")]


class RatingIn(Said):
    """A rating with its comment.

    People rate as themselves. A system with an API key rates for others: it names its `source`,
    the `id` of the answer there and the `rater`, and the `group` of a 360-degree review.
    """

    model_config = example(
        kind="competency",
        subject="person:ana",
        value=4,
        comment="Asks before she answers.",
        framework="support",
        competency="listening",
        level="senior",
    )

    kind: Kind
    subject: PushedSubject
    value: float = Field(description="1 to 5; of a project 0 to 100; of nps 0 to 10")
    comment: Sentence | None = None
    time: Moment | None = Field(None, description="Now, unless said")
    about: Name | None = Field(None, description="The project, or the team objective")
    round: Key | None = Field(None, description="Of a 360-degree review")
    group: Group | None = Field(None, description="As whom one reviews; found out if not said")
    framework: Key | None = None
    competency: Key | None = None
    level: Key | None = Field(None, description="Of the role, where expectations differ by it")
    source: Name | None = Field(None, description="Only with an API key")
    id: Name | None = Field(None, description="Only with an API key")
    rater: Name | None = Field(None, description="Only with an API key: whoever answered there")


class RatingKept(Told):
    """What became of a rating."""

    id: UUID
    status: Literal["kept", "duplicate"]
    metric: Key
    value: float = Field(description="As it counts for the metric")
    expected: float | None = Field(None, description="What the role is expected to show")
    gap: float | None = Field(None, description="The rating less what is expected")
    sealed_until: date | None = Field(None, description="Nobody sees it before this day is over")


class Rated(Told):
    """A rating as whoever may see it sees it: never by whom it was given."""

    id: UUID
    kind: RatedKind
    subject: PushedSubject
    day: date
    value: float
    comment: str | None
    about: str | None = None
    framework: Key | None = None
    competency: Key | None = None
    expected: float | None = None
    gap: float | None = None


class Given(Told):
    """A page of what one has said oneself."""

    items: list[Rated]
    next_cursor: str | None = None


class ReviewCell(Told):
    """What a group of raters says together; `others` are groups too small to stand alone."""

    group: Literal["lead", "peer", "report", "customer", "others"]
    raters: int
    mean: float
    comments: list[str] = Field(description="In no order")


class Review(Told):
    """A 360-degree review of a person, or of one competency of theirs, once its round is over."""

    round: Key
    subject: PushedSubject
    competency: Key | None
    own: float | None = Field(description="What they say of themselves")
    cells: list[ReviewCell] = Field(description="Empty while fewer answered than protect each")


class Quarter(Told):
    """What was said of a group's work in a quarter, for those who lead none of it."""

    first_day: date
    last_day: date
    kind: RatedKind
    raters: int
    mean: float
    comments: list[str] = Field(description="In no order; of teams only")


class Feedback(Told):
    """Feedback on a subject: each rating for themselves and their leads, quarters for groups."""

    items: list[Rated] = []
    reviews: list[Review] = []
    quarters: list[Quarter] = []
    next_cursor: str | None = None
