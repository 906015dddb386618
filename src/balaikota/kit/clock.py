"""Whether somebody set the clock. Without Django: the supervisor loads it."""

import time


def offset() -> float:
    """Unix time at which this machine would have booted by its present clock, in seconds.

    Time since boot cannot be set and counts sleep too (CLOCK_BOOTTIME, clock_gettime(2)), and a clock that is only slewed
    takes it along: the difference changes when the clock is stepped, and by that much.
    """
    return time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
