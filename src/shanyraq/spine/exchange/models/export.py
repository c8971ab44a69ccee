"""An export that somebody asked for: a file that waits a few days for exactly that person."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Export(models.Model):
    """Everything of an organisation or of a person, or a OneRoster hand-over. The file is made by a job."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("everything of the organisation")
        PERSON = "person", _("everything about the person")
        ONEROSTER = "oneroster", _("OneRoster 1.2 archive")

    class State(models.TextChoices):
        WAITING = "waiting", _("being collected")
        READY = "ready", _("ready")
        FAILED = "failed", _("not collected")
        GONE = "gone", _("the file is gone")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="export_asked"),
            models.Index(fields=["state", "expires_at"], name="export_expires"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(kind="person", person__isnull=False, organisation__isnull=True)
                    | models.Q(organisation__isnull=False, person__isnull=True) & ~models.Q(kind="person")
                ),
                name="export_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.asked_at:%Y-%m-%d}"

    @property
    def subject_id(self) -> uuid.UUID:
        """The person or organisation of whom it is."""
        found: uuid.UUID | None = self.person_id or self.organisation_id
        assert found is not None
        return found

    @property
    def path(self) -> str:
        """Where the file lies in the storage; the name tells nobody anything."""
        return f"exports/{self.id}.zip"
