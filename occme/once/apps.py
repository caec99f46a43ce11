from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "occme.once"
    label = "once"
