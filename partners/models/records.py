"""What every record of this app has in common."""

from django.db import models, transaction


class Record(models.Model):
    """A row whose change and whose line in the history are written together or not at all."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            return super().delete(*args, **kwargs)
