"""The same objective and scorecard as those that are reviewed."""

from tests.goals.reviews.conftest import card, objective

__all__ = ["card", "objective"]
