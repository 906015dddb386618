"""Walks at random through the life of a thing (Hypothesis' state machines): few in every test run, more in the bench.

`FUZZ_WALKS` multiplies how many; `FUZZ_STEPS` names a file to which each walk adds its steps, so that they are counted.
"""

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

TIMES, COUNTED = int(os.environ.get("FUZZ_WALKS", "1")), os.environ.get("FUZZ_STEPS", "")


def walk(machine: type[RuleBasedStateMachine], *, walks: int, steps: int) -> None:
    """Nothing is timed, and a busy machine is no fault of the city."""
    chosen = settings(
        max_examples=walks * TIMES,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(_counted(machine) if COUNTED else machine, settings=chosen)


def _counted(machine: type[RuleBasedStateMachine]) -> type[RuleBasedStateMachine]:
    """The same machine; how many times its promises were looked at goes into the file when a walk ends."""
    inner = machine.teardown

    class Counted(machine):  # type: ignore[misc, valid-type]
        looks = 0

        def check_invariants(self, *args: object, **how: object) -> None:
            self.looks += 1
            super().check_invariants(*args, **how)

        def teardown(self) -> None:
            with Path(COUNTED).open("a") as file:
                file.write(f"{machine.__name__} {self.looks}\n")
            inner(self)

    Counted.__name__ = machine.__name__
    return Counted
