"""Which experiments could tell anything: terms that fit together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.goals.experiments.domain import ExperimentUnsound
from services.goals.records.domain import link_faults
from services.goals.scorecards.places import pair_places, place_faults
from shared.schemas.goals.experiments import Terms
from shared.schemas.metrics.catalogue import Metric
from shared.schemas.problems import Fault

FEWEST_DAYS = 7  # a week, so that every weekday has its turn


@dataclass(frozen=True)
class Known:
    """What of all that the terms name is there, and what is not."""

    metrics: Mapping[str, Metric]
    missing_objectives: Sequence[UUID] = ()
    missing_improvement: bool = False


def require_sound(terms: Terms, known: Known) -> None:
    """Raise ExperimentUnsound, naming every term that is wrong."""
    faults = [
        *place_faults(pair_places(terms.pair), known.metrics),
        *_effect_faults(terms),
        *_subject_faults(terms),
        *_day_faults(terms),
        *link_faults(terms, known.missing_objectives),
    ]
    if known.missing_improvement:
        detail = "There is no such improvement."
        faults.append(Fault(pointer="/improvement", code="improvement_unknown", detail=detail))
    if faults:
        raise ExperimentUnsound(" ".join(fault.detail for fault in faults), faults)


def _effect_faults(terms: Terms) -> Iterator[Fault]:
    if terms.minimum_effect.metric not in (terms.pair.performance, terms.pair.productivity):
        detail = "A metric of the pair, please; the margin then guards the other one."
        yield Fault(pointer="/minimum_effect/metric", code="not_in_pair", detail=detail)


def _subject_faults(terms: Terms) -> Iterator[Fault]:
    seen: set[str] = set()
    kind = terms.treated[0].partition(":")[0]
    for field in ("treated", "controls"):
        for index, subject in enumerate(getattr(terms, field)):
            pointer = f"/{field}/{index}"
            if subject in seen:
                detail = f"{subject!r} stands here twice; treated and controls share nobody."
                yield Fault(pointer=pointer, code="subject_repeated", detail=detail)
            if subject.partition(":")[0] != kind:
                detail = f"Like is compared with like: all of them a {kind}."
                yield Fault(pointer=pointer, code="subject_kind", detail=detail)
            seen.add(subject)


def _day_faults(terms: Terms) -> Iterator[Fault]:
    baseline = terms.baseline
    if (baseline.last_day - baseline.first_day).days + 1 < FEWEST_DAYS:
        detail = f"{FEWEST_DAYS} days at least."
        yield Fault(pointer="/baseline/last_day", code="too_short", detail=detail)
    if terms.starts_on <= baseline.last_day:
        detail = "After the last day of the baseline."
        yield Fault(pointer="/starts_on", code="overlaps_baseline", detail=detail)
    if (terms.ends_on - terms.starts_on).days + 1 < FEWEST_DAYS:
        detail = f"{FEWEST_DAYS} days after its first at least."
        yield Fault(pointer="/ends_on", code="too_short", detail=detail)
