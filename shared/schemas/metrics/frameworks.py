"""What good work looks like, competency by competency, and what each role is expected to show."""

from typing import Annotated

from pydantic import Field

from shared.schemas.words import Key, Said, Sentence, Told, example

Score = Annotated[float, Field(ge=1, le=5)]


class Behaviour(Said):
    """What is seen of somebody at a score."""

    score: Score
    seen: Sentence


class Competency(Said):
    """Something that one can be good at."""

    key: Key
    name: Sentence
    behaviours: list[Behaviour] = Field(default=[], max_length=50)


class Expectation(Said):
    """The score that a role is expected to show, at a level of it or at every one."""

    role: Key
    level: Key | None = Field(None, description="None: at every level that is not named")
    competency: Key
    score: Score


class FrameworkIn(Said):
    """Competencies with the behaviours of each score, from 1 to 5, and what roles are expected."""

    model_config = example(
        name="Support",
        competencies=[
            {
                "key": "listening",
                "name": "Listening",
                "behaviours": [{"score": 3, "seen": "Says the problem back before solving it."}],
            }
        ],
        expectations=[
            {"role": "support-agent", "level": "senior", "competency": "listening", "score": 4}
        ],
    )

    name: Sentence
    competencies: list[Competency] = Field(min_length=1, max_length=100)
    expectations: list[Expectation] = Field(default=[], max_length=2000)


class Framework(FrameworkIn):
    """A framework as it stands, with its version."""

    key: Key
    version: int


class Frameworks(Told):
    """A page of frameworks, by key."""

    items: list[Framework]
    next_cursor: str | None = None
