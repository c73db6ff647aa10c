"""The rule for more quality at the same or less output, which may be just what was wanted."""

from services.insights.rules.causes import causes_of
from services.insights.rules.cells import evidence_of, lacking, numbers_of, tier_of
from services.insights.rules.facts import Facts
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Tier
from shared.schemas.insights.insight import Pair

CELLS = ("flat_up", "down_up")
CAUSES = ("inefficient_workflow", "approval_bottleneck", "capacity")


def judge(facts: Facts) -> Verdict:
    """Performance rose while productivity held, fell, or shows no sign of rising."""
    pair = facts.pair
    if pair is None:
        return NotEnough("There is no pair to read.")
    numbers = numbers_of(pair, CELLS) | {"leaning": pair.productivity.leaning}
    if lacking(pair):
        return NotEnough("A side of the pair has not enough data.", numbers)
    tier = shown(pair)
    if tier is None:
        return Silent("Performance up without productivity is not shown.", numbers)
    causes, questions = causes_of(facts, CAUSES)
    return Fired(
        tier=tier,
        tone="neutral",
        says=headline(facts, pair),
        evidence=[evidence_of(pair.performance), evidence_of(pair.productivity)],
        causes=causes,
        questions=questions,
        numbers=numbers,
    )


def shown(pair: Pair) -> Tier | None:
    """In its cells; or quality up with no sign of more output, as flat is hard to prove."""
    if tier := tier_of(pair, CELLS):
        return tier
    cell = pair.quadrant.cell
    undecided = pair.productivity.state == "uncertain" and pair.productivity.leaning != "up"
    rising = cell is not None and cell.productivity == "up"
    return "probable" if pair.performance.state == "up" and undecided and not rising else None


def headline(facts: Facts, pair: Pair) -> str:
    """Neutral words: quality that comes back behind a floor is no accusation."""
    if tier_of(pair, ("down_up",)):
        said = "Quality rose while throughput fell"
    elif tier_of(pair, ("flat_up",)):
        said = "Quality rose while throughput held"
    else:
        said = "Quality rose, with no sign that throughput did"
    floors = {floor.limit.metric for floor in facts.floors or ()}
    asked = pair.performance.metric in floors
    return f"{said}, as the floor of an active objective asks." if asked else f"{said}."


RULE = Rule(
    id="conflict_quality_without_speed",
    title="Quality without speed",
    says="Performance rose while productivity stalled. Where quality had to recover this is the"
    " recovery; where more output was expected, look at workflow, approvals and capacity.",
    fires_when="Performance up with productivity flat or down is decided (confirmed) or holds .70"
    " of the probability, or performance is up and productivity shows no leaning up (probable).",
    refuted_by=(
        "Productivity that rises once a few more weeks are in.",
        "Less work to be done: arrivals that fell.",
        "A change in how quality is measured, at the time of the rise.",
    ),
    next_steps=(
        "Ask first whether more throughput was expected at all; a recovered quality is a result.",
        "If it was, follow three cases through the process and note where they wait.",
    ),
    experiment="Take one waiting step out for half of the work for two weeks; quality must hold"
    " within the floor.",
    source="“How to interpret conflicting signals” in the article this project implements;"
    " Little (1961) and Kingman (1961) on waiting and utilization.",
    judge=judge,
)
