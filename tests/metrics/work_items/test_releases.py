from tests.metrics.work_items.lives import accounts, release, values

MADE = release("created", 0, author="ana")


def test_a_release_counts_for_whoever_made_it():
    assert accounts(MADE) == {"releases": "ana"}


def test_a_release_that_a_robot_made_is_nobodys_and_so_the_teams():
    assert accounts(release("created", 0)) == {"releases": None}


def test_a_release_that_was_told_of_twice_counts_once():
    assert values(MADE, release("created", 1)) == {"releases": 1}


def test_a_release_that_was_deleted_counts_no_more():
    assert values(MADE, release("deleted", 5)) == {}
