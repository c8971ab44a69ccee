"""One file on its way in: the run, a line for each record, and a trace of everything it did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.exchange.drafts import Deed, Kind
from shanyraq.spine.exchange.rules.verdicts import Decision, State, Verdict

KINDS = [
    (Kind.ORGANISATION.value, _("organisations")),
    (Kind.BUILDING.value, _("buildings")),
    (Kind.ROOM.value, _("rooms")),
    (Kind.STAFF.value, _("staff")),
    (Kind.GROUP.value, _("classes")),
    (Kind.LOAD.value, _("teaching loads")),
    (Kind.PUPIL.value, _("pupils")),
    (Kind.GUARDIAN.value, _("guardians")),
]
STATES = [
    (State.READING.value, _("being read")),
    (State.READ.value, _("read, not applied")),
    (State.APPLYING.value, _("being applied")),
    (State.APPLIED.value, _("applied")),
    (State.UNDONE.value, _("undone")),
]
VERDICTS = [
    (Verdict.CREATE.value, _("new")),
    (Verdict.CHANGE.value, _("changes")),
    (Verdict.LEAVE.value, _("stays as it is")),
    (Verdict.REFUSE.value, _("refused")),
    (Verdict.ASK.value, _("asks you")),
]


class Run(models.Model):
    """One file: read, shown, applied, undone. Without an organisation it is a region's, and the machine's own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60)
    filename = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=STATES, default=State.READING.value)
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    day = models.DateField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "opened_at"], name="run_organisation")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=[state for state, _words in STATES]), name="run_state"),
        ]

    def __str__(self) -> str:
        return self.filename


class Line(models.Model):
    """One record of a run with what would be done with it.

    `values` are those of the record, so that it can be planned again; `raw` is a list of pairs, since a database may
    order the keys of an object anew. `plan` is what the register was to be asked when the line was shown, where only
    new rows come of it: once the run has come past the line, it is also the trace of what was done. Lines are written
    by the million by the act that holds their run, so the database is not asked for the run of each.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=KINDS)
    deed = models.CharField(max_length=8, choices=[(deed.value, deed.value) for deed in Deed])
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    source_key = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200)
    values = models.JSONField(default=dict)
    raw = models.JSONField(default=list)
    verdict = models.CharField(max_length=7, choices=VERDICTS)
    changes = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    target = models.UUIDField(null=True)
    candidates = models.JSONField(default=list)
    decision = models.CharField(
        max_length=4, blank=True, default=Decision.NONE.value, choices=[(d.value, d.value) for d in Decision]
    )
    plan = models.TextField(blank=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["run", "verdict", "number"], name="line_verdict")]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="line_once")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.row}"


class Trace(models.Model):
    """One thing that a run did to one row of the register, so that it can be undone."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="traces")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=7, choices=[("created", "created"), ("changed", "changed")])
    kind = models.CharField(max_length=12)
    target = models.UUIDField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["run", "kind"], name="trace_run")]

    def __str__(self) -> str:
        return f"{self.deed} {self.kind} {self.target}"
