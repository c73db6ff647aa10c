"""How often a pair is looked at."""

from typing import Literal

from shared.schemas.words import Said


class ReviewCadence(Said):
    """How often throughput is checked, and how often performance is reviewed."""

    throughput: Literal["weekly", "biweekly"] | None = None
    performance: Literal["quarterly"] | None = None
