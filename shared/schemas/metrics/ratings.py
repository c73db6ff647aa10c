"""How customers' ratings are to be read: the scale of a question, and where a survey says what."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.schemas.metrics.mappings import Expression
from shared.schemas.words import Key, Said, whole

Rated = Literal["csat", "nps"]
Number = Annotated[float, Field(allow_inf_nan=False)]
Answer = Annotated[str, whole(r"[^\x00]{1,200}")]


class Scale(Said):
    """What a rating counts as: satisfied or not (csat); promoter, passive or detractor (nps)."""

    metric: Rated = "csat"
    lowest: Number = 1
    highest: Number = 5
    satisfied_from: Number = Field(4, description="The least good rating")
    words: dict[Answer, Number] = Field(
        {},
        max_length=50,
        description="The rating that an answer in words is",
        examples=[{"Yes": 5}],
    )

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.metric == "nps" and (self.lowest, self.highest) != (0, 10):
            raise ValueError("a question of recommendation is answered from 0 to 10")
        if not self.lowest < self.satisfied_from <= self.highest:
            raise ValueError("satisfied_from lies above the lowest and not above the highest")
        return self


NPS = Scale(metric="nps", lowest=0, highest=10, satisfied_from=9)


class RatingOptions(Said):
    """A tool whose tickets are rated."""

    scale: Scale = Scale()


class SurveyOptions(Said):
    """A survey tool: which question counts, and who is rated by it; JMESPath over the delivery."""

    scale: Scale = Scale()
    rating: Expression | None = Field(None, description="By default, the first that is a rating")
    comment: Expression | None = None
    agent: Expression | None = Field(
        None, description="Yields the rated person's login, or `person:…`; by default, `agent`"
    )
    accounts: Key | None = Field(
        None, description="The tool whose accounts the logins are, such as zendesk"
    )


class NpsSurveyOptions(SurveyOptions):
    """A survey tool that usually asks for recommendation."""

    scale: Scale = NPS
