"""The rulebook: every rule, in the order in which they are asked."""

from services.insights.rules import (
    balanced_improvement,
    conflict_quality_without_speed,
    conflict_speed_over_quality,
    floor_broken,
    not_enough_data,
    quality_gained,
    unbalanced_goal,
    unbalanced_incentive,
)
from services.insights.rules.facts import Facts
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, Silent, Verdict
from shared.schemas.insights.findings import Finding, RuleCard, RuleOutcome

RULES: tuple[Rule, ...] = (
    not_enough_data.RULE,
    conflict_speed_over_quality.RULE,
    conflict_quality_without_speed.RULE,
    balanced_improvement.RULE,
    quality_gained.RULE,
    floor_broken.RULE,
    unbalanced_goal.RULE,
    unbalanced_incentive.RULE,
)


def judge_all(facts: Facts) -> list[tuple[Rule, Verdict]]:
    """What every rule says of the facts."""
    return [(rule, rule.judge(facts)) for rule in RULES]


def finding(rule: Rule, fired: Fired) -> Finding:
    """A conclusion together with what its rule always says."""
    return Finding(
        rule=rule.id,
        title=rule.title,
        says=fired.says,
        tone=fired.tone,
        tier=fired.tier,
        evidence=list(fired.evidence),
        causes=list(fired.causes),
        questions=list(fired.questions),
        refuted_by=list(rule.refuted_by),
        next_steps=list(rule.next_steps),
        experiment=rule.experiment,
        source=rule.source,
    )


def outcome(rule: Rule, verdict: Verdict) -> RuleOutcome:
    """Whether a rule spoke, and why or why not."""
    if isinstance(verdict, Fired):
        return RuleOutcome(
            rule=rule.id,
            title=rule.title,
            outcome="fired",
            tier=verdict.tier,
            reason=verdict.says,
            numbers=verdict.numbers,
        )
    silent = isinstance(verdict, Silent)
    return RuleOutcome(
        rule=rule.id,
        title=rule.title,
        outcome="silent" if silent else "not_enough_data",
        reason=verdict.reason,
        numbers=verdict.numbers,
    )


def card(rule: Rule) -> RuleCard:
    """A rule as the rulebook shows it."""
    return RuleCard(
        id=rule.id,
        title=rule.title,
        says=rule.says,
        fires_when=rule.fires_when,
        refuted_by=list(rule.refuted_by),
        next_steps=list(rule.next_steps),
        experiment=rule.experiment,
        source=rule.source,
    )
