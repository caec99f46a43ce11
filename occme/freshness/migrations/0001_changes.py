from django.db import migrations, models

from occme.freshness.triggers import installed, remove


def remove_all(apps, schema_editor):
    connection = schema_editor.connection
    remove(connection, installed(connection))
    if connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS freshness_note()")


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(choices=[("public", "Public"), ("figures", "Figures")], editable=False, max_length=10)),
                ("weight", models.BigIntegerField(editable=False)),
                ("at", models.DateTimeField(editable=False)),
            ],
            options={"ordering": ["pk"]},
        ),
        # The triggers are made after `migrate`; they go before the table does.
        migrations.RunPython(migrations.RunPython.noop, remove_all),
    ]
