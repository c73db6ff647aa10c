"""The sample story: a support team's nine months, simulated, and told through the public API."""

from deploy.story.api import StoryStopped
from deploy.story.parameters import Parameters, pair, quiet
from deploy.story.teller import Told, tell

__all__ = ["Parameters", "StoryStopped", "Told", "pair", "quiet", "tell"]
