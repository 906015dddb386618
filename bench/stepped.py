"""`python -m bench.stepped start`: the city hall, its PostgreSQL too, under a clock that `bench.stages` sets (`clock.c`).

PostgreSQL is started with an environment of its own; there the library has to be named as well.
"""

import os

from balaikota.config import cli, postgres

_bare = postgres._environment


def with_the_clock() -> dict[str, str]:
    told = {
        name: value for name, value in os.environ.items() if name.startswith(("CLOCK_FILE", "LD_PRELOAD"))
    }
    return {**_bare(), **told}


postgres._environment = with_the_clock

if __name__ == "__main__":
    cli.main()
