"""The rule for more output of less quality."""

from services.insights.rules.causes import causes_of
from services.insights.rules.cells import evidence_of, lacking, numbers_of, tier_of
from services.insights.rules.facts import Facts
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Tier

CELLS = ("up_down",)
SAYS: dict[Tier, str] = {
    "confirmed": "Throughput was gained and quality paid for it.",
    "probable": "Throughput was most likely gained, and quality most likely paid for it.",
}
CAUSES = ("process_strain", "understaffing", "incentive_misalignment")


def judge(facts: Facts) -> Verdict:
    """Productivity rose while performance fell."""
    pair = facts.pair
    if pair is None:
        return NotEnough("There is no pair to read.")
    numbers = numbers_of(pair, CELLS)
    if lacking(pair):
        return NotEnough("A side of the pair has not enough data.", numbers)
    tier = tier_of(pair, CELLS)
    if tier is None:
        return Silent("Productivity up with performance down is not shown.", numbers)
    causes, questions = causes_of(facts, CAUSES)
    return Fired(
        tier=tier,
        tone="concern",
        says=SAYS[tier],
        evidence=[evidence_of(pair.productivity), evidence_of(pair.performance)],
        causes=causes,
        questions=questions,
        numbers=numbers,
    )


RULE = Rule(
    id="conflict_speed_over_quality",
    title="Speed over quality",
    says="Productivity rose while performance fell: look at process strain, staffing and"
    " incentives before anybody's effort.",
    fires_when="Both sides are decided as up and down (confirmed), or that quadrant holds a"
    " probability of .70 or more (probable).",
    refuted_by=(
        "A change in how quality is measured or who answers, at the time of the fall.",
        "A change in the mix of work: harder cases with the same care.",
        "Quality that returns by itself while throughput stays.",
    ),
    next_steps=(
        "Set a floor for the performance metric and audit a sample before asking for more output.",
        "Go through a handful of recent cases with those who did them.",
        "Hold back credit for the gain until quality is above the floor.",
    ),
    experiment="Return half of the work to the earlier pace for two weeks; if quality returns there"
    " and not elsewhere, the pace was the price.",
    source="“How to interpret conflicting signals” in the article this project implements;"
    " Oliva & Sterman (2001), Cutting corners and working overtime;"
    " Holmström & Milgrom (1991) on rewarding one task of several.",
    judge=judge,
)
