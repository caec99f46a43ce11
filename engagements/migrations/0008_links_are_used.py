from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_the_contacts_address(apps, schema_editor):
    """Links that were made before went to the address that the contact has."""
    contacts = apps.get_model("partners", "Contact").objects.filter(pk=OuterRef("contact"))
    links = apps.get_model("engagements", "KeyedLink").objects
    links.update(address=Subquery(contacts.values("email")[:1]))


class Migration(migrations.Migration):
    dependencies = [("engagements", "0007_shared_reflections_by_link")]

    operations = [
        migrations.AddField(
            model_name="keyedlink",
            name="address",
            field=models.EmailField(
                default="", editable=False, max_length=254, verbose_name="sent to"
            ),
            preserve_default=False,
        ),
        migrations.RenameField("keyedlink", "opened_at", "used_at"),
        migrations.AlterField(
            model_name="keyedlink",
            name="used_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="last used"),
        ),
        migrations.RunPython(
            take_the_contacts_address, migrations.RunPython.noop, elidable=True
        ),
    ]
