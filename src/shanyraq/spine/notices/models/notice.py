"""One message to one person, and its way to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Notice(models.Model):
    """`params` holds ids, codes and times; the words are made from them when it is read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    child_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    source = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False)
    """Waits for the reader's digest: shown in the list, counted and told with the digest, not by itself."""

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "code", "source"], name="notice_once")]
        indexes = [
            models.Index(fields=["person_id", "-created_at"], name="notice_person"),
            models.Index(fields=["held", "person_id"], name="notice_held"),
        ]

    def __str__(self) -> str:
        return self.code


class Dispatch(models.Model):
    """One notice by one channel outside the app."""

    class State(models.TextChoices):
        DUE = "due", _("waiting")
        SENT = "sent", pgettext_lazy("state of a dispatch", "sent")
        FAILED = "failed", _("not delivered")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="dispatches")
    person_id = models.UUIDField()
    channel = models.CharField(max_length=8)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="dispatch_due")]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="dispatch_once"),
            models.CheckConstraint(condition=models.Q(state__in=["due", "sent", "failed"]), name="dispatch_state"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Preference(models.Model):
    """What a person chose: categories muted, by e-mail, or once a day; quiet hours, and the digest's hour."""

    person_id = models.UUIDField(primary_key=True)
    muted = models.JSONField(default=list)
    by_email = models.JSONField(default=list)
    quiet_from = models.TimeField(default="21:00")
    quiet_to = models.TimeField(default="07:00")
    in_digest = models.JSONField(default=list)
    """Categories that are gathered into one notice a day."""
    digest_at = models.TimeField(default="19:00")
    digest_on = models.DateField(null=True)
    """The day of the latest digest."""

    objects = ScopedManager()

    def __str__(self) -> str:
        return str(self.person_id)
