"""The names that other systems gave to rows of ours."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager


class SourceKey(models.Model):
    """In that system this row of ours is called so. In one organisation's files, and in the region's, the same
    key of the same source never means two rows."""

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    target = models.UUIDField()
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    run = models.ForeignKey("exchange.Run", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["target"], name="source_key_target")]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key", "organisation"], name="source_key_once"),
            models.UniqueConstraint(
                fields=["source", "kind", "key"], condition=models.Q(organisation=None), name="source_key_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"
