"""The rule for a guardrail that does not hold."""

from services.insights.readings.floors import Floor
from services.insights.readings.wording import level
from services.insights.rules.facts import Facts
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Evidence, Numbers, Tier

SURE, PROBABLE = 0.975, 0.70


def judge(facts: Facts) -> Verdict:
    """The latest days of a metric are beyond the floor or ceiling of an active objective."""
    if facts.floors is None:
        return NotEnough("The goals are not known.")
    if not facts.floors:
        return Silent("No active objective sets a floor.")
    numbers = _numbers(facts.floors)
    found = [floor for floor in facts.floors if broken(floor)]
    if not found and all(floor.level is None for floor in facts.floors):
        return NotEnough("The metrics with a floor have too few days with data.", numbers)
    if not found:
        return Silent("Every floor holds, or is not shown to be broken.", numbers)
    return Fired(
        tier=_tier(found),
        tone="concern",
        says=" ".join(sentence(floor) for floor in found),
        evidence=[_evidence(floor) for floor in found],
        numbers=numbers,
    )


def broken(floor: Floor) -> bool:
    """Whether a limit is crossed with a probability of .70 or more."""
    return floor.level is not None and floor.p_broken >= PROBABLE


def sentence(floor: Floor) -> str:
    """Which limit, by how much, since when."""
    limit, at = floor.limit, level(floor.limit.at, floor.unit)
    side = "above the ceiling" if limit.ceiling else "below the floor"
    since = f" since {floor.since:%-d %B %Y}" if floor.since else ""
    now = level(floor.level or 0.0, floor.unit)
    return (
        f"{floor.name} stands at {now} over {limit.days} days,"
        f" {side} of {at}{since} (“{floor.objective.title}”)."
    )


def _tier(found: list[Floor]) -> Tier:
    return "confirmed" if max(floor.p_broken for floor in found) >= SURE else "probable"


def _evidence(floor: Floor) -> Evidence:
    return Evidence(
        says=sentence(floor),
        numbers=_numbers((floor,)) | {"since": str(floor.since) if floor.since else None},
        series=[floor.series] if floor.series else [],
        objective=floor.objective.id,
    )


def _numbers(floors: tuple[Floor, ...]) -> Numbers:
    told: Numbers = {}
    for floor in floors:
        name = floor.limit.metric
        told |= {f"{name}_level": floor.level, f"{name}_limit": floor.limit.at}
        told[f"{name}_p_broken"] = floor.p_broken if floor.level is not None else None
    return told


RULE = Rule(
    id="floor_broken",
    title="Floor broken",
    says="A guardrail of an active objective does not hold; while that is so, a gain on the other"
    " side does not count as success.",
    fires_when="The guarded metric is beyond the limit over the guardrail's own window with a"
    " probability of .975 (confirmed) or .70 (probable), days being the sampling units.",
    refuted_by=(
        "A level back within the limit over the guardrail's window.",
        "A limit that was set by mistake, or for another definition of the metric.",
    ),
    next_steps=(
        "Hold the credit for the gain, and say so to those concerned.",
        "Audit a sample of the latest work for what goes wrong.",
        "Lower the pace until the level is back within the limit.",
    ),
    experiment="Return to the earlier pace for two weeks; the level should come back if the pace"
    " broke the floor.",
    source="“Minimum quality standards” in the article this project implements; the error of a"
    " ratio of daily sums after Cochran (1977), Sampling Techniques, chapter 6.",
    judge=judge,
)
