"""What is told of many subjects at once: subject × metric × window."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.metrics.series.answer import Series
from services.metrics.series.columns import Sums
from services.metrics.series.measuring import Measured, measured, side_by_side
from services.metrics.series.wanted import Wanted


@dataclass(frozen=True)
class Told:
    """The numbers of some of the subjects."""

    subjects: Sequence[str]
    measured: Measured


def told_of(wanted: Wanted, sums: Sums) -> Told:
    """What the sums of every number say."""
    place = {number: index for index, number in enumerate(wanted.numbers)}
    planes = [
        measured(
            *(sums.of(place[part]) for part in wanted.numbers_of(metric)),
            adds_up=metric.adds_up,
        )
        for metric in wanted.metrics
    ]
    return Told(wanted.subjects, side_by_side(planes))


def told_again(wanted: Wanted, series: Sequence[Series]) -> Told:
    """What whole series say, subject by subject."""
    size = (len(wanted.subjects), len(wanted.metrics), len(wanted.spans))

    def column(name: str, kind: Any = np.float64) -> Any:
        points = [getattr(point, name) for each in series for point in each.points]
        return np.array(points, kind).reshape(size)

    numbers = column("value"), column("count", np.int64), column("numerator")
    return Told(wanted.subjects, Measured(*numbers, column("denominator")))
