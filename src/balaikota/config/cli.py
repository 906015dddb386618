"""The `balaikota` command."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balaikota.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["balaikota", *sys.argv[1:]])
