"""The rule for more quality that throughput did not pay for, be it flat or up."""

from services.insights.rules import balanced_improvement, conflict_quality_without_speed
from services.insights.rules.cells import (
    PROBABLE,
    evidence_of,
    lacking,
    numbers_of,
    probability,
    tier_of,
)
from services.insights.rules.facts import Facts
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Tier
from shared.schemas.insights.insight import Pair

CELLS = ("up_up", "flat_up")
NOT_LOST = 0.95  # probability that productivity did not fall by what matters, to be confirmed


def judge(facts: Facts) -> Verdict:
    """Performance rose, and productivity held or rose, whichever of the two it was."""
    pair = facts.pair
    if pair is None:
        return NotEnough("There is no pair to read.")
    numbers = numbers_of(pair, CELLS)
    if lacking(pair):
        return NotEnough("A side of the pair has not enough data.", numbers)
    if tier_of(pair, balanced_improvement.CELLS) or conflict_quality_without_speed.shown(pair):
        return Silent("A rule that says more of productivity speaks instead.", numbers)
    tier = _tier(pair)
    if tier is None:
        return Silent("Performance up with productivity kept is not shown.", numbers)
    return Fired(
        tier=tier,
        tone="recognition",
        says="Quality rose, and throughput did not pay for it: it held or rose.",
        evidence=[evidence_of(pair.performance), evidence_of(pair.productivity)],
        numbers=numbers,
    )


def _tier(pair: Pair) -> Tier | None:
    """Non-inferiority of productivity by its smallest effect that matters, once quality rose."""
    change = pair.productivity.change
    if change is None or pair.performance.state != "up" or probability(pair, CELLS) < PROBABLE:
        return None
    return "confirmed" if change.p_worse <= 1 - NOT_LOST else "probable"


RULE = Rule(
    id="quality_gained",
    title="Quality gained, throughput kept",
    says="Performance rose while productivity held or rose; which of the two is not yet told.",
    fires_when="Performance is decided as up, and up or flat productivity holds .70 of the"
    " probability beside it (probable), or .95 that it did not fall by what matters (confirmed);"
    " silent where the quadrant itself is shown.",
    refuted_by=(
        "Productivity that turns out to have fallen once a few more weeks are in.",
        "A change in how quality is measured or who answers, at the time of the rise.",
    ),
    next_steps=(
        "Say that the quality came back, and what brought it about.",
        "Look again in a few weeks: by then it shows whether throughput held or rose.",
    ),
    experiment="Keep everything as it is for four weeks and change nothing else; that is the test.",
    source="“Reward balance” in the article this project implements; Schuirmann (1987) on showing"
    " that nothing was lost.",
    judge=judge,
)
