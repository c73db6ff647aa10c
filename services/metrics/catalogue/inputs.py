"""Input is not output: what goes into work, told from what comes out of it."""

from collections.abc import Iterator, Mapping

from shared.schemas.metrics.catalogue import Metric, MetricIn
from shared.schemas.problems import Fault

TIME = frozenset({"seconds", "minutes", "hours", "days", "weeks", "person days", "fte days"})
ACTIVITY = frozenset(
    {"clicks", "keystrokes", "logins", "meetings", "messages", "emails", "mails"}
    | {"calendar entries", "screenshots", "lines of code", "log-ons", "page views"}
)
PEOPLE = frozenset({"people", "full-time equivalents", "fte", "ftes"})
TEACHES = (
    "{key!r} counts what goes in, not what comes out: being busy is not being productive. Make it a"
    " context metric, and measure output, or divide output by it: a ratio with"
    " {key!r} as its denominator."
)
TIED = (
    "Neither {above!r} nor {below!r} is an outcome: input divided by input says how time is used."
    " Divide a metric of output by one of them, or make this a context metric."
)


def goes_in(metric: MetricIn) -> bool:
    """Whether a metric counts time, people or activity: it says so, or its unit does."""
    unit = metric.unit.casefold()
    units = {unit, f"{unit}s"}
    # How long one piece of work took is no time use; nobody wants that to be longer.
    takes = metric.duration and metric.better == "lower"
    return metric.input or bool(units & (ACTIVITY | PEOPLE)) or (bool(units & TIME) and not takes)


def input_as_aim(metric: MetricIn) -> Iterator[Fault]:
    """What is wrong with aiming at a metric that counts time or activity."""
    if metric.kind != "context" and metric.aggregation != "ratio" and goes_in(metric):
        detail = TEACHES.format(key=metric.key)
        yield Fault(pointer="/kind", code="input_is_no_output", detail=detail)


def untied_ratio(metric: MetricIn, known: Mapping[str, Metric]) -> Iterator[Fault]:
    """What is wrong with aiming at a ratio without an outcome in it."""
    named = (metric.numerator, metric.denominator)
    parts = [known[key] for key in named if key is not None and key in known]
    if metric.kind != "context" and parts and all(map(goes_in, parts)):
        detail = TIED.format(above=metric.numerator, below=metric.denominator)
        yield Fault(pointer="/kind", code="input_is_no_output", detail=detail)
