"""An insight as one paragraph that a lead can read aloud."""

from collections.abc import Iterator

from shared.schemas.insights.findings import Cause, Finding
from shared.schemas.insights.insight import Cell, Insight, Pair

SHORT = "not_enough_data"
NO_SIGNAL = "No signal: this is what noise alone looks like, or a change too small to show."
SURE = "This is confirmed: it stands out from noise."
ONE_SIDED = "Only one side stands out from noise; what the other did cannot be told yet."
ABOUT_PAIR = frozenset(
    {
        "conflict_speed_over_quality",
        "conflict_quality_without_speed",
        "balanced_improvement",
        "quality_gained",
    }
)


def summarize(insight: Insight) -> str:
    """Who and when, what happened, how sure, why, what next, and what is missing."""
    return " ".join([_opening(insight), *_body(insight), *_gaps(insight)])


def _opening(insight: Insight) -> str:
    about, window = insight.about, insight.window
    people = f" ({about.people} people)" if about.people and about.kind != "person" else ""
    return f"{about.name}{people}, {window.first_day:%-d %B %Y} to {window.last_day:%-d %B %Y}."


def _body(insight: Insight) -> Iterator[str]:
    speaks = [finding for finding in insight.findings if finding.rule in ABOUT_PAIR]
    others = [finding for finding in insight.findings if finding.rule not in ABOUT_PAIR]
    if insight.pair is not None:
        yield f"{insight.pair.productivity.says} {insight.pair.performance.says}"
        if not speaks:
            yield from _standing(insight.pair)
    for finding in speaks:
        yield from _told(finding)
    for finding in others:
        if finding.rule != SHORT:  # the signals have said it
            yield f"{finding.title}: {finding.says}"
    for finding in (speaks or others)[:1]:
        yield f"Next: {finding.next_steps[0]}"
        yield f"What would refute this: {finding.refuted_by[0]}"


def _told(finding: Finding) -> Iterator[str]:
    yield finding.says
    yield SURE if finding.tier == "confirmed" else "This is probable, not confirmed."
    if finding.causes:
        yield from _causes(finding.causes)
    if finding.questions:
        yield f"To be asked: {finding.questions[0].ask}"


def _causes(causes: list[Cause]) -> Iterator[str]:
    first = causes[0]
    speaks = " ".join(item.says for item in first.evidence)
    named = "The cause that stands out" if first.stands_out else "The likeliest cause measured"
    yield f"{named} is {first.name.lower()} (probability {first.probability:.2f}): {speaks}"
    if len(causes) > 1 and not first.stands_out:
        others = " and ".join(cause.name.lower() for cause in causes[1:])
        yield f"Not ruled out: {others}."


def _standing(pair: Pair) -> Iterator[str]:
    quadrant = pair.quadrant
    if quadrant.cell is None:
        yield "Nothing can be concluded yet."
    elif quadrant.tier == "open":
        yield ONE_SIDED if _one_moved(pair) else NO_SIGNAL
        if quadrant.next is not None:
            yield f"Likeliest reading: {_cell(quadrant.cell)}; next: {_cell(quadrant.next)}."
    else:
        yield f"Reading ({quadrant.tier}): {_cell(quadrant.cell)}."


def _one_moved(pair: Pair) -> bool:
    return bool({"up", "down"} & {pair.productivity.state, pair.performance.state})


def _cell(cell: Cell) -> str:
    return (
        f"productivity {cell.productivity} and performance {cell.performance}"
        f" (probability {cell.probability:.2f})"
    )


def _gaps(insight: Insight) -> Iterator[str]:
    if insight.partial:
        named = ", ".join(dict.fromkeys(missing.what for missing in insight.missing))
        yield f"This is only part of the picture; missing: {named}."
