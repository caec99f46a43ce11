"""A public id of its own for each organization and place; lines of the history have their place's."""

from uuid import uuid4

from django.db import migrations

CHUNK = 5_000


def fill(apps, schema_editor):
    for name in ("Organization", "Location"):
        model = apps.get_model("partners", name)
        give(schema_editor, model, list(model.objects.values_list("pk", flat=True)))
    places = apps.get_model("partners", "Location").objects
    known = dict(places.values_list("pk", "public_id"))
    lines = apps.get_model("partners", "HistoricalLocation")
    told = list(lines.objects.order_by().values_list("id", flat=True).distinct())
    give(schema_editor, lines, told, known)


def give(schema_editor, model, keys, known=None):
    field, quote = model._meta.get_field("public_id"), schema_editor.quote_name
    table, column = quote(model._meta.db_table), quote(field.column)
    sql = f"UPDATE {table} SET {column} = %s WHERE {quote('id')} = %s"  # noqa: S608  # Names.
    values = ((known or {}).get(key) or uuid4() for key in keys)
    prepared = [(field.get_db_prep_value(value, schema_editor.connection), key)
                for value, key in zip(values, keys, strict=True)]  # fmt: skip
    with schema_editor.connection.cursor() as cursor:
        for start in range(0, len(prepared), CHUNK):
            cursor.executemany(sql, prepared[start : start + CHUNK])


class Migration(migrations.Migration):
    dependencies = [("partners", "0012_public_ids")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
