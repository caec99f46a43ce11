"""The words of notes and statements that were there before they could be searched."""

from django.db import migrations

from partners.folding import fold

SOURCES = {"HourEntry": ["note"], "Placement": ["statement", "handover_note"]}
CHUNK = 1_000


def fill(apps, schema_editor):
    for name, sources in SOURCES.items():
        model = apps.get_model("engagements", name)
        rows = model.objects.order_by("pk").only("pk", *sources)
        held = []
        for row in rows.iterator(CHUNK):
            row.search_text = fold(" | ".join(getattr(row, source) for source in sources))
            held.append(row)
            if len(held) == CHUNK:
                model.objects.bulk_update(held, ["search_text"], batch_size=200)
                held = []
        model.objects.bulk_update(held, ["search_text"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0022_notes_are_searched")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
