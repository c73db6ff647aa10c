"""The rule for an incentive that pays for one side of the pair."""

from services.insights.rules.facts import Facts
from services.insights.rules.goals_lack import incentive_evidence
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Numbers


def judge(facts: Facts) -> Verdict:
    """A policy in force pays for one kind of metric only, or for output with no floor."""
    if facts.incentives is None:
        return NotEnough("The incentives are not known.")
    numbers: Numbers = {"flagged": float(len(facts.incentives))}
    if not facts.incentives:
        return Silent("No incentive on record pays for one side only.", numbers)
    evidence = [incentive_evidence(policy) for policy in facts.incentives]
    return Fired(
        tier="confirmed",
        tone="concern",
        says=" ".join(item.says for item in evidence),
        evidence=evidence,
        numbers=numbers,
    )


RULE = Rule(
    id="unbalanced_incentive",
    title="Unbalanced incentive",
    says="What is paid or praised for is one side of the pair; people will give what is paid for.",
    fires_when="An incentive that was in force in the window, for the subject or the organization,"
    " is flagged: one kind of metric only, or nearly so, output without a floor, or context.",
    refuted_by=("A policy that is no longer lived by, or a floor that is not on record.",),
    next_steps=(
        "Pay for both kinds, with a floor under quality below which nothing is paid.",
        "Ask those who are paid by it what they would do otherwise without it.",
    ),
    experiment="Suspend the policy for one team for a quarter; compare both metrics with the rest.",
    source="“Reward balanced outcomes” in the article this project implements; Holmström & Milgrom"
    " (1991); Kerr, S. (1975). On the folly of rewarding A, while hoping for B.",
    judge=judge,
)
