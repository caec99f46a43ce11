from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EngagementsConfig(AppConfig):
    name = "engagements"

    def ready(self) -> None:
        from engagements.totals import keep
        from engagements.watched import watch

        post_migrate.connect(watch, sender=self)
        post_migrate.connect(keep, sender=self)
