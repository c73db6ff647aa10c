"""The rule for more output of more quality: worth recognizing, by the same standard of evidence."""

from services.insights.rules.cells import evidence_of, lacking, numbers_of, tier_of
from services.insights.rules.facts import Facts
from services.insights.rules.floor_broken import broken
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Tier

CELLS = ("up_up",)
SAYS: dict[Tier, str] = {
    "confirmed": "Output and quality rose together, which deserves recognition.",
    "probable": "Output and quality most likely rose together: worth a word already, and another"
    " look once more weeks are in.",
}


def judge(facts: Facts) -> Verdict:
    """Productivity and performance both rose, and no floor is broken."""
    pair = facts.pair
    if pair is None:
        return NotEnough("There is no pair to read.")
    numbers = numbers_of(pair, CELLS)
    if lacking(pair):
        return NotEnough("A side of the pair has not enough data.", numbers)
    tier = tier_of(pair, CELLS)
    if tier is None:
        return Silent("Both sides up is not shown.", numbers)
    if any(broken(floor) for floor in facts.floors or ()):
        return Silent("A floor is broken, so the gain does not count as success yet.", numbers)
    return Fired(
        tier=tier,
        tone="recognition",
        says=SAYS[tier],
        evidence=[evidence_of(pair.productivity), evidence_of(pair.performance)],
        numbers=numbers,
    )


RULE = Rule(
    id="balanced_improvement",
    title="Balanced improvement",
    says="Productivity and performance rose together.",
    fires_when="Both sides are decided as up (confirmed), or that quadrant holds a probability of"
    " .70 or more (probable), and no floor of an active objective is broken.",
    refuted_by=(
        "Either side falling back within the next weeks.",
        "Easier work: a change in the mix of cases at the same time.",
        "Overtime that paid for both and cannot last.",
    ),
    next_steps=(
        "Recognize those who did it, as a team, and say what for.",
        "Write down what changed, so that it lasts and others can try it.",
        "Let it settle for a quarter before raising a target.",
    ),
    experiment="Carry the change over to one other team for four weeks; the same two metrics should"
    " move there.",
    source="“Reward balance” in the article this project implements; Deming (1986), Out of the"
    " Crisis, on quality and output rising together.",
    judge=judge,
)
