"""The key of one program: a person's own, or of an organisation or a territory."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Token(models.Model):
    """Its secret is shown once; a digest of it stands here.

    A personal token has a `person` and the posts it was made on (`basis`): it sees what these posts let its owner see
    today, and ends with the last of them. A service token has an organisation or a territory, and somebody who answers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    territory_path = models.CharField(max_length=80, blank=True)
    basis = models.JSONField(default=list)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200, blank=True)
    answerable = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.CharField(max_length=45, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-made_at"], name="token_person"),
            models.Index(fields=["organisation", "-made_at"], name="token_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(person__isnull=False, organisation=None, territory_path="")
                    | models.Q(person=None, organisation__isnull=False, territory_path="")
                    | (models.Q(person=None, organisation=None) & ~models.Q(territory_path=""))
                ),
                name="token_has_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_personal(self) -> bool:
        return self.person_id is not None
