"""Words that every service uses: keys, subjects, and what a wire model allows."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Kind = Literal["performance", "productivity", "context"]
Better = Literal["higher", "lower"]
Window = Literal["day", "week", "month", "quarter"]

# Patterns without anchors: whoever puts them together knows how their engine says "the end".
KEY = r"[a-z0-9][a-z0-9_.-]{0,79}"
TOOL = r"[a-z0-9][a-z0-9_.-]{0,39}"
LOGIN = r"[^\s/\x00-\x1f]{1,120}"
ACCOUNT = f"account:{TOOL}/{LOGIN}"
PUSHED = f"(person|team):{KEY}|{ACCOUNT}"
READ = f"organization|(person|team|role):{KEY}"


def whole(pattern: str) -> StringConstraints:
    """A text that is of the pattern from beginning to end."""
    return StringConstraints(pattern=f"^({pattern})$")


Key = Annotated[str, whole(KEY)]
PushedSubject = Annotated[str, whole(PUSHED)]  # whom something happened to
ReadSubject = Annotated[str, whole(READ)]  # whom a number, a goal or an insight is about
Subject = Annotated[str, whole(f"{READ}|{ACCOUNT}")]
# PostgreSQL keeps no NUL character in a text.
Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[^\x00]*$"),
]

AttributeName = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00]*$")
]


class Said(BaseModel):
    """What a caller tells us: an unknown field is refused, with a pointer to it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, allow_inf_nan=False)


def example(**said: Any) -> ConfigDict:
    """The configuration of a wire model that shows itself by an example."""
    return ConfigDict(json_schema_extra={"examples": [said]})


class Told(BaseModel):
    """What we answer."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)
