from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shanyraq.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        from shanyraq.kernel.scope.apps import load

        load("jobs")
