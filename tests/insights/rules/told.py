"""Facts for the rules, calm but for what a test says."""

from datetime import date
from typing import Any

from services.insights.readings.floors import Floor
from services.insights.rules.facts import Facts
from services.insights.sources.domain import Limit, Objective, Override
from shared.schemas.insights.insight import Cell, Pair, Quadrant
from shared.schemas.insights.signals import Change, Quality, SeriesRef, Signal

KINDS: Any = {"csat": "performance", "tickets_closed": "productivity"}
P_RISE = {"up": 0.995, "flat": 0.5, "down": 0.005, "uncertain": 0.6}


def signal(metric: str, state: str = "uncertain", **said: Any) -> Signal:
    """A signal in a state, with numbers that fit it."""
    p_rise = said.pop("p_rise", P_RISE.get(state, 0.5))
    effect = {"up": 0.2, "down": -0.2}.get(state, 0.0)
    change = None
    if state != "not_enough_data":
        change = Change(
            early=1.0,
            late=1.0 + effect,
            effect=effect,
            p_better=p_rise,
            p_flat=0.0,
            p_worse=1 - p_rise,
            p_rise=p_rise,
            p_value=0.01,
            smallest_effect=0.05,
            smallest_detectable=0.1,
        )
    usual = {
        "metric": metric,
        "name": metric,
        "kind": KINDS.get(metric, "context"),
        "unit": "share",
        "better": "higher",
        "per_day": False,
        "state": state,
        "number": state,
        "reason": "Too short." if change is None else None,
        "says": f"{metric} is {state}.",
        "change": change,
        "quality": Quality(
            days=180, days_with_data=128, observations=999, blocks=25, block_days=5, outliers=0
        ),
        "series": [
            SeriesRef(
                metric=metric,
                subject="team:support",
                first_day=date(2026, 1, 1),
                last_day=date(2026, 6, 29),
            )
        ],
    }
    return Signal(**usual | said)


def pair(productivity: str, performance: str, *, joint: float | None = None, **said: Any) -> Pair:
    """A pair in a quadrant: confirmed, or with this probability for its cell.

    Said may also be: `cell`, where the sides are not decided, and productivity's `leaning`.
    """
    sides = {
        "productivity": signal("tickets_closed", productivity, leaning=said.get("leaning")),
        "performance": signal("csat", performance),
    }
    if "not_enough_data" in (productivity, performance):
        return Pair(**sides, quadrant=Quadrant(tier="open", cell=None, joint={}))
    cell = said.get("cell", (productivity, performance))
    chance = 0.99 if joint is None else joint
    tier = "confirmed" if joint is None else "probable" if joint >= 0.7 else "open"
    rest = "flat_flat" if cell != ("flat", "flat") else "up_up"
    return Pair(
        **sides,
        quadrant=Quadrant(
            tier=tier,
            cell=Cell(productivity=cell[0], performance=cell[1], probability=chance),
            joint={f"{cell[0]}_{cell[1]}": chance, rest: 1 - chance},
        ),
    )


def goal(**said: Any) -> Objective:
    """A balanced objective, but for what is said."""
    usual = {
        "id": "goal-1",
        "title": "More, and better",
        "metrics": frozenset({"csat", "tickets_closed"}),
        "limits": (Limit("csat", 0.8),),
    }
    return Objective(**usual | said)


def floor(p_broken: float, level: float | None = 0.75, **said: Any) -> Floor:
    """The CSAT floor of the balanced objective."""
    usual = {"limit": Limit("csat", 0.8), "since": date(2026, 6, 1), "series": None}
    return Floor(
        objective=goal(), name="CSAT", unit="share", level=level, p_broken=p_broken, **usual | said
    )


def facts(**said: Any) -> Facts:
    """A calm subject whose goals are known, but for what is said."""
    usual = {
        "pair": pair("flat", "flat"),
        "objectives": (goal(),),
        "floors": (floor(0.01, 0.9),),
        "incentives": (),
        "kinds": KINDS,
    }
    return Facts(**usual | said)


OVERRIDDEN = Override("The quarter needs it", "root", date(2026, 5, 4), ("measurable",))
