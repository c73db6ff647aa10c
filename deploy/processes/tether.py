"""Becomes the given command, tied to its parent: if that dies, the kernel signals the command.

A program of its own, because a change of user cuts the tie: it must come between that and the
command.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def become(user: int, group: int) -> None:
    """Give up root, if that is what we are, for an ordinary user."""
    if os.geteuid() == 0 and user != 0:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)


def tie_to(parent: int, last_signal: int) -> None:
    """Have the kernel send the signal when the parent is gone; leave if it already is."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, last_signal) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != parent:
        sys.exit("The parent is gone already.")


def main() -> None:
    """Usage: tether.py SIGNAL PARENT USER GROUP PATH ARGUMENTS..."""
    last_signal, parent, user, group = map(int, sys.argv[1:5])
    become(user, group)
    tie_to(parent, last_signal)
    os.umask(0o077)
    # Python ignores the first of these; the command must start with neither ignored.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Not execvp: it imports a module, and by now we may be nobody who can read Python's.
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    main()
