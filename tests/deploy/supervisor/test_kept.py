import asyncio
import sys
import time
from functools import partial
from signal import Signals

import pytest

from deploy.processes import child
from deploy.processes.child import Program
from deploy.processes.refusals import Refusal
from deploy.supervisor.keeping import keeping, one_reason
from deploy.supervisor.kept import GaveUp, Kept
from deploy.supervisor.plan import Patience

QUICK = Patience(tries=3, settled=5, first_pause=0.01, longest_pause=0.02)


@pytest.fixture
def kept(tmp_path):
    """A kept child that runs a little Python, and what was said about it."""

    def make(program, start=None, patience=QUICK):
        log = tmp_path / "log"
        run = Program([sys.executable, "-S", "-c", program], tmp_path, log, Signals.SIGKILL)

        async def spawn():
            return child.spawn(run)

        stop = partial(_stop, limit=2.0)
        said = []
        return Kept("it", log, start or spawn, stop, patience, said.append), said

    return make


async def _stop(process, limit):
    await child.stop(process, (Signals.SIGTERM, limit))


async def test_a_child_that_dies_time_and_again_is_given_up_with_its_log_named(kept):
    it, said = kept("raise SystemExit(3)")
    with pytest.raises(GaveUp, match=r"it failed 3 times in a row.*status 3; its log is"):
        await it.keep()
    assert len(said) == 2


async def test_a_start_that_is_refused_later_counts_as_a_failure(kept):
    it, _ = kept("raise SystemExit(3)")
    starts = [it.start]  # the first is real, and all that follow are refused

    async def once():
        if not starts:
            raise Refusal("The disk is full.")
        return await starts.pop()()

    it.start = once
    with pytest.raises(GaveUp, match="The disk is full"):
        await it.keep()


async def test_a_life_that_settled_forgives_the_failures_before(kept):
    it, _ = kept("", patience=Patience(tries=2, settled=0, first_pause=0.001))
    deaths = asyncio.Semaphore(0)
    it.say = lambda _: deaths.release()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(it.keep())
        for _ in range(4):
            await deaths.acquire()
        task.cancel()


async def test_if_one_child_fails_its_neighbours_are_stopped_and_one_reason_is_raised(kept):
    good, _ = kept("import time; time.sleep(60)")
    bad, _ = kept("raise SystemExit(3)")
    begun = time.monotonic()
    with pytest.raises(GaveUp, match="it failed"), one_reason():
        async with keeping([good, bad]):
            await asyncio.sleep(60)
    assert good.child.poll() is not None
    assert time.monotonic() - begun < 10


async def test_what_goes_wrong_inside_stops_the_children_and_comes_out_as_itself(kept):
    good, _ = kept("import time; time.sleep(60)")
    with pytest.raises(LookupError, match="mine"), one_reason():
        async with keeping([good]):
            raise LookupError("mine")
    assert good.child.poll() is not None


async def test_what_cannot_start_without_another_waits_for_it_without_failing(kept):
    below, _ = kept("import time; time.sleep(60)")
    above, said = kept("import time; time.sleep(60)")
    above.after = below
    async with asyncio.TaskGroup() as group:
        upper = group.create_task(above.keep())
        await asyncio.sleep(0.05)
        assert above.child is None
        lower = group.create_task(below.keep())
        await above.ready.wait()
        lower.cancel()
        upper.cancel()
    assert said == []
