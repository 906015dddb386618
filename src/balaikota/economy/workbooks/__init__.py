"""Tables as BPS prints them, brought in by an officer: read, looked at, added up, and only then kept. Words: grid, line."""
