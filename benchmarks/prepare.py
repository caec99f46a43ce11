"""`python -m benchmarks.prepare COUNT`: fills the database of DATABASE_URL, if it is empty."""

import os
import sys

import django


def prepare(count: int) -> None:
    """Migrates, loads the reference data and stores `count` invented organizations."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    from benchmarks.generator import Generator
    from partners.models import Organization

    if not settings.STATIC_ROOT.exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    held = Organization.objects.count()
    if held not in (0, count):
        sys.exit(f"The database holds {held:,} organizations, not {count:,}: give an empty one.")
    if held:
        return
    call_command("load_reference")
    with transaction.atomic():
        for done in Generator().fill(count):
            print(f"\r{done:,} of {count:,} organizations", end="", flush=True)
    print()
    if connection.vendor == "postgresql":  # It does so by itself, but not at once.
        connection.cursor().execute("ANALYZE")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    prepare(int(sys.argv[1]))
