from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "occme.accounts"
    label = "accounts"
