"""What each cause means in words: data beside this, read once and refused if it is malformed."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from shared.schemas.words import Sentence


class CauseCard(BaseModel):
    """A cause in words; `ask` is what to ask while there is no evidence for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Sentence
    says: Sentence
    ask: Sentence
    refuted_by: Sentence
    next_steps: list[Sentence]
    experiment: Sentence


@cache
def cause_cards() -> dict[str, CauseCard]:
    """Every cause that a rule may name."""
    text = (files(__package__) / "causes.toml").read_text(encoding="utf-8")
    return {name: CauseCard.model_validate(card) for name, card in tomllib.loads(text).items()}
