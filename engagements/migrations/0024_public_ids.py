from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagements", "0023_words_of_notes")]

    operations = [
        # Without a default: a database would give the same one to every row that is there.
        migrations.AddField(
            model_name="engagement",
            name="public_id",
            field=models.UUIDField(editable=False, null=True),
        ),
    ]
