import os

import pytest

from deploy.processes.account import Account
from deploy.processes.lock import only_here
from deploy.processes.private import NotPrivate, keep_private, make_private, write_private
from deploy.processes.refusals import DirectoryInUse


def mode(path):
    return path.lstat().st_mode & 0o777


def test_a_private_file_is_private_from_the_first_byte_and_never_written_over(tmp_path):
    path = tmp_path / "secret"
    write_private(path, "first")
    assert (path.read_text(), mode(path)) == ("first", 0o600)
    with pytest.raises(FileExistsError):
        write_private(path, "second")


def test_a_private_file_is_not_written_through_a_link_that_waits_there(tmp_path):
    (tmp_path / "secret").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        write_private(tmp_path / "secret", "first")
    assert not (tmp_path / "elsewhere").exists()


def test_what_is_kept_stays_what_it_was_first(tmp_path):
    path = tmp_path / "secret"
    assert [keep_private(path, "first"), keep_private(path, "second")] == ["first", "first"]
    assert os.listdir(tmp_path) == ["secret"]


def test_a_directory_is_made_private_and_made_so_again(tmp_path):
    place = make_private(tmp_path / "a" / "b")
    place.chmod(0o755)
    assert mode(make_private(place)) == 0o700


@pytest.mark.parametrize("trap", ["link", "file"])
def test_what_only_looks_like_our_directory_is_refused(tmp_path, trap):
    (tmp_path / "real").mkdir()
    place = tmp_path / "place"
    place.symlink_to(tmp_path / "real") if trap == "link" else place.touch()
    with pytest.raises((NotPrivate, FileExistsError)):
        make_private(place)


def test_a_directory_of_somebody_else_is_refused(tmp_path):
    with pytest.raises(NotPrivate):
        make_private(tmp_path, Account(os.geteuid() + 1, os.getegid()))


def test_a_lock_is_held_by_one_and_free_again_afterwards(tmp_path):
    with only_here(tmp_path), pytest.raises(DirectoryInUse, match=f"process {os.getpid()}"):
        only_here(tmp_path).__enter__()
    with only_here(tmp_path):
        pass
