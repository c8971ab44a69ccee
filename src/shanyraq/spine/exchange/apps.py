from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "shanyraq.spine.exchange"
    label = "exchange"
