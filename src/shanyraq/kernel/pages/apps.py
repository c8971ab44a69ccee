from django.apps import AppConfig
from django.core.checks import register


class PagesConfig(AppConfig):
    name = "shanyraq.kernel.pages"
    label = "pages"

    def ready(self) -> None:
        from shanyraq.kernel.pages.checks import every_page_declares_access

        register(every_page_declares_access)
