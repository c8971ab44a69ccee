"""Consents: dated, sealed, withdrawn as easily as given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.facts.models import Fact


class Consent(Fact):
    """A guardian's word for one purpose about one child. Withdrawal is a fact that supersedes it."""

    class Purpose(models.TextChoices):
        BIOMETRIC_ENTRY = "biometric_entry", _("entry by palm or face")

    class Word(models.TextChoices):
        GIVEN = "given", _("given")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person_id = models.UUIDField()
    given_by = models.UUIDField()
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    word = models.CharField(max_length=10, choices=Word.choices)

    stream = "consents"
    sealed = ("person_id", "given_by", "purpose", "word")

    class Meta:
        indexes = [models.Index(fields=["person_id", "purpose"], name="consent_person")]
