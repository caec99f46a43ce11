"""The kept answers are `occme.once`'s; the table went with them."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("rest", "0001_kept_answers"), ("once", "0001_kept_answers")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="KeptAnswer")]
        )
    ]
