"""What access does on the clock."""

from django.core.management import call_command

from shanyraq.kernel.jobs.api import every, job


@every("40 3 * * *", name="access: forget ended sessions")
@job()
def forget_ended_sessions() -> None:
    """Sessions whose time is over are gone from the database."""
    call_command("clearsessions", verbosity=0)
