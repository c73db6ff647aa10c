"""The people of the story."""

from dataclasses import dataclass

TEAM = "support"
ROLE = "support-agent"
LEAD = "lena"
ADMINISTRATOR = "adam"

_NAMES = (
    *("Ana Duarte", "Ben Okafor", "Chloe Martin", "David Kim", "Elif Kaya", "Farid Haddad"),
    *("Grace Lindqvist", "Hugo Moreau", "Ines Castro", "Jonas Weber", "Kira Novak", "Liam Byrne"),
)
_FIRST_ACCOUNT = 380_100_001


@dataclass(frozen=True)
class Agent:
    """Somebody who answers tickets, in the directory and in Zendesk."""

    key: str
    name: str
    account: int


def agents(count: int) -> tuple[Agent, ...]:
    """The first `count` people of the team."""
    return tuple(_agent(number) for number in range(count))


def _agent(number: int) -> Agent:
    known = number < len(_NAMES)
    name = _NAMES[number] if known else f"Agent {number + 1}"
    key = name.split()[0].lower() if known else f"agent-{number + 1}"
    return Agent(key, name, _FIRST_ACCOUNT + number)
