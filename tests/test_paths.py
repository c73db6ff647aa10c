"""What every path of the API has in common."""

import re
from collections import defaultdict

import pytest

from tests.test_house_rules import APPS

PARAMETER = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("name", APPS)
def test_paths_are_of_small_letters_and_underscores(name: str) -> None:
    paths = [path for path in APPS[name].openapi()["paths"] if path.startswith("/v1/")]
    literal = re.compile(r"[a-z0-9_./]+")
    assert paths
    assert not [path for path in paths if not literal.fullmatch(PARAMETER.sub("_", path))]


@pytest.mark.parametrize("name", APPS)
def test_whatever_a_path_names_has_one_name_in_all_paths(name: str) -> None:
    named = defaultdict(set)
    for path in APPS[name].openapi()["paths"]:
        for found in PARAMETER.finditer(path):
            named[PARAMETER.sub("{}", path[: found.start()])].add(found[1])
    assert named
    assert not {place: names for place, names in named.items() if len(names) > 1}
