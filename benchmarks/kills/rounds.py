"""One workspace, killed again and again until its plans are published, and what was seen meanwhile."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks.kills import truth
from benchmarks.kills.phases import ORDER, Phase, Watch
from benchmarks.kills.processes import Run, Workers, alive, children, kill
from benchmarks.kills.truth import State
from zeren.errors import ZerenError

LONG = 900.0
"""Seconds after which an ingestion that has not ended is taken for one that hangs."""

COORDINATORS = 0.6
"""Of the kills, how many end the coordinator; the others a process that reads, where there is one."""

STARTED = 0.8
"""Of the kills while plans are read, how many wait for the first plan; the others may come before it."""

LATE = {Phase.GRAPH: 5, Phase.WORDS: 2, Phase.PUBLISHING: 3, Phase.SWEEPING: 1}
"""How often each phase after the reading is chosen."""

ORPHANS = 20.0
"""Seconds in which processes end that a killed coordinator had started."""


class Expected(NamedTuple):
    """What is published before and after an ingestion, how long its phases take, and what is asked."""

    before: State
    after: State
    lasted: dict[Phase, float]
    question: str

    def told(self) -> str:
        """The undisturbed ingestion, in a line."""
        phases = ", ".join(f"{phase.name.lower()} {seconds:.1f}" for phase, seconds in self.lasted.items())
        return f"undisturbed: {len(self.after.documents)} documents, {self.after.tasks} tasks; s: {phases}"


class Tally:
    """What was killed in which phase, and what was wrong."""

    def __init__(self) -> None:
        self.coordinators: Counter[Phase] = Counter()
        self.readers: Counter[Phase] = Counter()
        self.looks: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.errors: list[str] = []
        self.orphans = 0.0

    def strike(self, killed: Counter[Phase], phase: Phase) -> None:
        """Count a kill, and say so."""
        killed[phase] += 1
        self.note(f"{self.killed}: {'coordinator' if killed is self.coordinators else 'reader'}, {phase}")

    @property
    def killed(self) -> int:
        """All kills so far."""
        return self.coordinators.total() + self.readers.total()

    def note(self, line: str) -> None:
        """Say how far it is."""
        print(line, flush=True)

    def fail(self, what: str) -> None:
        """Keep what was wrong."""
        self.wrong.append(f"after {self.killed} kills: {what}")
        self.note(f"WRONG {self.wrong[-1]}")

    def report(self) -> str:
        """The table of kills, what was seen, and what was wrong."""
        lines = ["", f"{'killed while':44} coordinator  reader"]
        lines += [f"{phase:44} {self.coordinators[phase]:11} {self.readers[phase]:7}" for phase in ORDER]
        lines.append(f"{'in all':44} {self.coordinators.total():11} {self.readers.total():7}")
        lines += [f"{what}: {count}" for what, count in self.looks.items()]
        lines.append(f"longest that a killed coordinator's processes went on: {self.orphans:.2f} s")
        lines += [f"ended with an error: {told}" for told in self.errors]
        return "\n".join([*lines, f"wrong: {len(self.wrong)}", *self.wrong])


class Ingestion(NamedTuple):
    """What is ingested, into which workspace (which holds other plans already), and who reads."""

    plans: Path
    data: Path
    readers: Workers

    @property
    def temporary(self) -> Path:
        """Where its temporary files stand."""
        return self.data.with_name(self.data.name + "-temporary")

    def start(self) -> Run:
        """A process that does it."""
        return Run(self.plans, self.data, self.readers.options, self.temporary)


class Round:
    """Kills, one after the other, in one workspace.

    Args:
        ingestion: what is disturbed.
        expected: what the workspace may hold.
        chosen: chooses moments and processes.
        tally: keeps what was seen.
    """

    def __init__(self, ingestion: Ingestion, expected: Expected, chosen: random.Random, tally: Tally) -> None:
        self._ingestion = ingestion
        self._data = ingestion.data
        self._expected = expected
        self._chosen = chosen
        self._tally = tally
        self._orphans: list[int] = []
        self._begin()

    def _begin(self) -> None:
        self._watch = Watch(self._data)
        self._run = self._ingestion.start()

    def kill(self, times: int) -> None:
        """Kill so often, or until the plans are published; then let it come to its end, and look at that."""
        early = times // 2
        for nth in range(times):
            self._wait(Phase.READING if nth < early else None, early)
            if self._run.ended():
                self._ended()
            if self._watch.published() and self._run.ended():
                break
            if self._strike():
                self._looked()
        self._finish()

    def _wait(self, phase: Phase | None, early: int) -> None:
        """Wait for a random moment: while plans are read, or in one of the later phases."""
        lasted = self._expected.lasted
        if phase:
            if self._chosen.random() < STARTED:
                self._reach(phase)
            until = time.monotonic() + self._chosen.uniform(0, 2 * lasted[phase] / early)
            while time.monotonic() < until and not self._run.ended():
                time.sleep(0.002)
            return
        late = self._chosen.choices(list(LATE), list(LATE.values()))[0]
        self._reach(late)
        time.sleep(self._chosen.uniform(0, min(lasted[late], 0.02 if late is Phase.PUBLISHING else LONG)))

    def _reach(self, phase: Phase) -> None:
        end = time.monotonic() + LONG
        while ORDER.index(self._watch.phase()) < ORDER.index(phase) and not self._run.ended():
            if time.monotonic() > end:
                self._tally.fail(f"it hangs while {self._watch.phase()}")
                self._run.kill()
            # What is published is there for some milliseconds; a look takes a fraction of one.
            time.sleep(0.0005)

    def _strike(self) -> bool:
        """Kill the coordinator, or one that reads; whether one was there."""
        coordinator = self._run.process.pid
        readers = self._ingestion.readers.of(coordinator)
        phase = self._watch.phase()
        if readers and self._chosen.random() > COORDINATORS:
            if killed := kill(self._chosen.choice(readers)):
                self._tally.strike(self._tally.readers, phase)
            time.sleep(0.05)
            self._ingestion.readers.replace()
            return killed
        started = children(coordinator)
        if not self._run.kill():
            return False
        self._tally.strike(self._tally.coordinators, phase)
        self._gone(started)
        return True

    def _gone(self, started: list[int]) -> None:
        """See that a coordinator's processes end with it; half of the time the next run begins before."""
        began = time.monotonic()
        if self._chosen.random() < 0.5:
            self._orphans += started
            return
        while any(map(alive, started)) and time.monotonic() < began + ORPHANS:
            time.sleep(0.01)
        if left := [one for one in started if alive(one)]:
            self._tally.fail(f"{len(left)} processes went on for {ORPHANS:.0f} s after their coordinator")
        self._tally.orphans = max(self._tally.orphans, time.monotonic() - began)

    def _looked(self) -> None:
        """See that the workspace holds what it held, or all of the new; then go on with the next run."""
        before, after = self._expected.before, self._expected.after
        try:
            found = truth.read(self._data, self._expected.question)
        except (ZerenError, OSError) as error:
            self._tally.fail(f"the workspace cannot be read: {error!r}")
        else:
            state = "before" if found == before else "after" if found == after else "between"
            self._tally.looks[f"looks that found the state {state}"] += 1
            if state == "between":
                self._tally.fail(f"{len(found.documents)} documents, {found.tasks} tasks, {found.rows} rows")
        if self._run.process.returncode is not None and not self._watch.published():
            self._begin()

    def _ended(self) -> None:
        """Look at how a run ended that nobody killed; one that failed is begun again."""
        if self._run.killed:
            return
        code, told = self._run.process.returncode, self._run.told
        if "Traceback" in told or (code and "error: " not in told):
            self._tally.fail(f"it ended with {code} and said: {told[-1500:]}")
        elif code:
            self._tally.errors.append(told.strip())
        self._tally.looks["runs that went on to their end"] += not code
        if code and not self._watch.published():
            self._begin()

    def _finish(self) -> None:
        """A last run to the end; then what is there has to be what nobody disturbed, and nothing else."""
        if not self._run.ended() and self._run.finish(LONG) is None:
            self._tally.fail(f"it hangs while {self._watch.phase()}")
            self._run.kill()
        self._ended()
        self._run = self._ingestion.start()
        if self._run.finish(LONG) is None:
            self._tally.fail("the last run hangs")
        self._ended()
        found = truth.read(self._data, self._expected.question)
        if found != self._expected.after:
            self._tally.fail("the facts are not those of the undisturbed ingestion")
        for left in truth.remnants(self._data):
            self._tally.fail(f"left over: {left}")
        for path in self._ingestion.temporary.iterdir():
            self._tally.fail(f"left over among temporary files: {path.name}")
        if any(map(alive, self._orphans)):
            self._tally.fail("processes of a killed coordinator are still there")
