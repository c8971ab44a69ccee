"""What a school's own column headings mean, taught once."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager


class HeadingMap(models.Model):
    """In this organisation's lists of this kind, a column of this folded heading is this field ("" to leave it out)."""

    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=40, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "heading"], name="heading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} -> {self.field}"
