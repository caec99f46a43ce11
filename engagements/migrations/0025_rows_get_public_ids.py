"""A public id of its own for each engagement."""

from uuid import uuid4

from django.db import migrations

CHUNK = 1_000


def fill(apps, schema_editor):
    engagements = apps.get_model("engagements", "Engagement").objects
    keys = list(engagements.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = list(engagements.filter(pk__in=keys[start : start + CHUNK]).only("pk"))
        for row in rows:
            row.public_id = uuid4()
        engagements.bulk_update(rows, ["public_id"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0024_public_ids")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
