"""What makes a framework sound, and what it expects of whom."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from shared.errors import Invalid, NotFound
from shared.schemas.metrics.frameworks import Framework, FrameworkIn
from shared.schemas.problems import Fault


class FrameworkUnknown(NotFound):
    """There is no such competency framework."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no framework {key!r}; PUT it first.")


class FrameworkUnsound(Invalid):
    """A competency that is said twice or missing, or an expectation that is said twice."""


def expected(
    framework: Framework, competency: str, roles: Collection[str], level: str | None
) -> float | None:
    """The highest score that any of the roles is expected to show, at that level or at all."""
    fitting = [
        each
        for each in framework.expectations
        if each.competency == competency and each.role in roles
    ]
    at_level = [each.score for each in fitting if each.level == level]
    return max(at_level or [each.score for each in fitting if each.level is None], default=None)


def require_sound(framework: FrameworkIn) -> None:
    """Raise FrameworkUnsound, naming every field that is wrong."""
    if faults := list(_faults(framework)):
        raise FrameworkUnsound("Mend " + ", ".join(fault.pointer for fault in faults), faults)


def _faults(framework: FrameworkIn) -> Iterator[Fault]:
    keys = [competency.key for competency in framework.competencies]
    for index in _repeated(keys):
        detail = f"{keys[index]!r} is another competency already."
        yield Fault(pointer=f"/competencies/{index}/key", code="repeated", detail=detail)
    for index, expectation in enumerate(framework.expectations):
        if expectation.competency not in keys:
            detail = f"{expectation.competency!r} is none of the competencies."
            pointer = f"/expectations/{index}/competency"
            yield Fault(pointer=pointer, code="competency_unknown", detail=detail)
    of = [(each.role, each.level, each.competency) for each in framework.expectations]
    for index in _repeated(of):
        detail = "The same is expected already, or otherwise."
        yield Fault(pointer=f"/expectations/{index}", code="repeated", detail=detail)


def _repeated(keys: Sequence[object]) -> Iterator[int]:
    seen: Counter[object] = Counter()
    for index, key in enumerate(keys):
        seen[key] += 1
        if seen[key] > 1:
            yield index
