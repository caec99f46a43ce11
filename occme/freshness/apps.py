from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "occme.freshness"
    label = "freshness"
