"""The table of causes and what they do to each signal, read from causes.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from services.insights.statistics.arrays import Floats

EFFECTS = {"+": 1.0, "0": 0.0, "-": -1.0}


@dataclass(frozen=True)
class CauseTable:
    """C causes and what each does to M signals."""

    causes: tuple[str, ...]
    signals: tuple[str, ...]
    effects: (
        Floats  # (C, M) 1 rises, 0 stays, -1 falls, NaN if the cause says nothing of the signal
    )
    prior: Floats  # (C,) sums to 1


def parse_table(text: str) -> CauseTable:
    """Read a table in TOML; raises ValueError for an unknown effect, cause or a row too long.

    >>> table = parse_table('signals = ["a", "b"]\\n[causes]\\nx = ["+"]\\ny = ["0", "-"]')
    >>> table.effects, table.prior
    (array([[ 1., nan],
           [ 0., -1.]]), array([0.5, 0.5]))
    """
    given = tomllib.loads(text)
    signals, causes, priors = tuple(given["signals"]), given["causes"], given.get("priors", {})
    effects = np.full((len(causes), len(signals)), np.nan)
    for cause, (name, row) in enumerate(causes.items()):
        if len(row) > len(signals) or not set(row) <= set(EFFECTS):
            raise ValueError(f"The row of {name!r} does not fit the table.")
        effects[cause, : len(row)] = [EFFECTS[effect] for effect in row]
    if not set(priors) <= set(causes):
        raise ValueError("A prior names a cause that the table does not have.")
    prior = np.array([float(priors.get(name, 1.0)) for name in causes])
    return CauseTable(tuple(causes), signals, effects, prior / prior.sum())


@cache
def cause_table() -> CauseTable:
    """The table this project ships.

    >>> cause_table().effects.shape
    (12, 12)
    """
    return parse_table(files(__package__).joinpath("causes.toml").read_text(encoding="utf-8"))
