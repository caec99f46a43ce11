#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from occme.channels import Channel, through


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    try:
        with through(Channel.COMMAND, " ".join(sys.argv[1:2])):
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A setting that is not understood: its sentence says what to do, a traceback does not.
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
