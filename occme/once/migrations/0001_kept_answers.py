"""The answers move here from the API, for pages keep theirs too. The table is only renamed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("rest", "0001_kept_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE rest_keptanswer RENAME TO once_keptanswer",
                    "ALTER TABLE once_keptanswer RENAME TO rest_keptanswer",
                )
            ],
            state_operations=[
                migrations.CreateModel(
                    name="KeptAnswer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(max_length=255, verbose_name="key")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                        ("asked_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="asked")),
                        ("status", models.PositiveSmallIntegerField(null=True, verbose_name="status")),
                        ("headers", models.JSONField(default=dict, verbose_name="headers")),
                        ("body", models.TextField(blank=True, verbose_name="body")),
                        ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="kept_answers", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                        "constraints": [models.UniqueConstraint(fields=("user", "key"), name="one_answer_to_a_key_of_a_user")],
                    },
                )
            ],
        )
    ]
