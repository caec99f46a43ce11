import django.db.models.deletion
from django.db import migrations, models


def remove_triggers(apps, schema_editor):
    from engagements.totals import remove

    remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0026_public_ids_are_unique'),
    ]

    operations = [
        migrations.CreateModel(
            name='HourTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField(editable=False)),
                ('kind', models.CharField(choices=[('direct', 'With the community'), ('preparation', 'Preparation'), ('training', 'Training'), ('travel', 'Travel'), ('reflection', 'Reflection'), ('supervision', 'Supervision by the partner')], editable=False, max_length=12)),
                ('is_confirmed', models.BooleanField(editable=False)),
                ('is_estimate', models.BooleanField(editable=False)),
                ('minutes', models.IntegerField(editable=False)),
                ('entries', models.IntegerField(editable=False)),
                ('placement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='hour_totals', to='engagements.placement')),
            ],
            options={
                'verbose_name': 'sum of hours',
                'verbose_name_plural': 'sums of hours',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['begins_on', 'kind', 'is_confirmed', 'is_estimate', 'placement', 'minutes', 'entries'], name='hour_totals_by_half')],
                'constraints': [models.UniqueConstraint(fields=('placement', 'begins_on', 'kind', 'is_confirmed', 'is_estimate'), name='one_sum_of_hours_of_each_kind')],
            },
        ),
        # Filled, and given its triggers, after `migrate`; they go before the table does.
        migrations.RunPython(migrations.RunPython.noop, remove_triggers),
    ]
