from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "occme.rest"
    label = "rest"
