from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0011_who_was_there_refuses_numbers_of_persons")]

    operations = [
        # Without a default: a database would give the same one to every row that is there.
        migrations.AddField(
            model_name=name,
            name="public_id",
            field=models.UUIDField(editable=False, null=True),
        )
        for name in ("organization", "location", "historicallocation")
    ]
