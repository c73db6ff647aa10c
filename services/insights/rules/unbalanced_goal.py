"""The rule for an objective that pushes one side without guarding the other."""

from services.insights.rules.facts import Facts
from services.insights.rules.goals_lack import goal_evidence
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent, Verdict
from shared.schemas.insights.findings import Numbers


def judge(facts: Facts) -> Verdict:
    """An active objective has no guardrail for its counterweight, or lacks a kind of metric."""
    if facts.objectives is None:
        return NotEnough("The goals are not known.")
    found = facts.unbalanced
    numbers: Numbers = {"active": float(len(facts.objectives)), "unbalanced": float(len(found))}
    if not facts.objectives:
        return Silent("No objective is active for this subject.", numbers)
    if not found:
        return Silent("Every active objective is balanced and guarded.", numbers)
    evidence = [goal_evidence(goal, facts.kinds) for goal in found]
    return Fired(
        tier="confirmed",
        tone="concern",
        says=" ".join(item.says for item in evidence),
        evidence=evidence,
        numbers=numbers,
    )


RULE = Rule(
    id="unbalanced_goal",
    title="Unbalanced goal",
    says="An active objective asks for one side of the pair without guarding the other; that by"
    " itself invites the trade.",
    fires_when="An active objective of the subject has no key result of one of the two kinds, or"
    " pushes productivity without a guardrail for performance; an override is named with it.",
    refuted_by=("A floor or an audit that exists but is not on record.",),
    next_steps=(
        "Add a floor for the counterweight and a key result of the missing kind.",
        "Let the checklist pass instead of overriding it.",
    ),
    experiment="Add the floor and leave the target unchanged for a month; watch both metrics.",
    source="“SMART-OKR alignment checklist” in the article this project implements;"
    " Holmström & Milgrom (1991) on rewarding one task of several.",
    judge=judge,
)
