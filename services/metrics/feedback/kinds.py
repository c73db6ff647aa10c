"""The kinds of feedback, read from the data file beside this."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of feedback: what it moves, what may be answered, who may give it, what it names."""

    metric: str
    lowest: float
    highest: float
    by: tuple[str, ...] = ()
    counts: tuple[tuple[float, float], ...] = ()
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    of_people: bool = False

    def counted(self, answer: float) -> float:
        """An answer as the metric's value."""
        return next((value for least, value in self.counts if answer >= least), answer)


def _kinds() -> Mapping[str, Kind]:
    text = (files(__package__) / "kinds.toml").read_text(encoding="utf-8")
    return {
        name: Kind(**{key: _frozen(value) for key, value in said.items()})
        for name, said in tomllib.loads(text).items()
    }


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


KINDS = _kinds()
NAMED = ("round", "group", "framework", "competency", "level", "about")  # what a kind may name
