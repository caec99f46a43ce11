"""The cache's table, in which all server processes count failed sign-ins together.

Made here so that `migrate` alone sets a database up.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def remove(apps, schema_editor):
    table = settings.CACHES["default"]["LOCATION"]
    quoted = schema_editor.connection.ops.quote_name(table)
    schema_editor.execute(f"DROP TABLE IF EXISTS {quoted}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people")]

    operations = [migrations.RunPython(make, remove)]
