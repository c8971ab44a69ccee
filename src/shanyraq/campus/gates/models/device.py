"""A gate as we know it: where it hangs, how it is trusted, how it is; and what we still ask of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.campus.gates.rules import Clock
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Device(models.Model):
    """One gate of one organisation. It is trusted by its serial and its network, and by its key where it has one.

    `linked_since` is since when it has been heard without a break, `stamp` how far it says its records reached us:
    both only ever come from a request of it that was answered.
    """

    class Family(models.TextChoices):
        ATTENDANCE = "attendance", _("terminal, attendance family")
        ACCESS = "access", _("terminal, access family")
        OPEN = "open", _("other device, open interface")

    class Mounted(models.TextChoices):
        IN = "in", _("on the way in")
        OUT = "out", _("on the way out")
        BOTH = "both", _("both ways")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="gates")
    serial = models.CharField(max_length=40, unique=True)
    family = models.CharField(max_length=10, choices=Family.choices, default=Family.ATTENDANCE)
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=120, blank=True)
    mounted = models.CharField(max_length=4, choices=Mounted.choices, default=Mounted.BOTH)
    key_digest = models.BinaryField(max_length=32, null=True)
    networks = models.JSONField(default=list)
    enabled = models.BooleanField(default=True)
    registered_at = models.DateTimeField()
    firmware = models.CharField(max_length=120, blank=True)
    last_heard = models.DateTimeField(null=True)
    linked_since = models.DateTimeField(null=True)
    stamp = models.BigIntegerField(default=0)
    operation_stamp = models.BigIntegerField(default=0)
    session_day = models.DateField(null=True)
    clock_state = models.CharField(max_length=8, blank=True, choices=[(c.value, c.value) for c in Clock])
    clock_drift = models.IntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    discarded = models.PositiveIntegerField(default=0)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    clock_moved = False
    """Whether this upload showed the clock in another state or at another minute than is written down."""

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(mounted__in=["in", "out", "both"]), name="gate_mounted"),
            models.CheckConstraint(condition=models.Q(family__in=["attendance", "access", "open"]), name="gate_family"),
            models.CheckConstraint(
                condition=models.Q(replaced_by=None) | models.Q(enabled=False), name="gate_replaced_is_off"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeviceCommand(models.Model):
    """Something asked of a gate, until it reports that it is done. The id is the number the gate is told."""

    class Kind(models.TextChoices):
        SET_TIME = "set_time", _("set the clock")
        DELETE_TEMPLATES = "delete_templates", _("forget a palm or a face")
        DELETE_USER = "delete_user", _("forget a person")
        QUERY_USERS = "query_users", _("list its people")
        REBOOT = "reboot", _("start anew")

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="commands")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    credential = models.ForeignKey("gates.Credential", on_delete=models.PROTECT, null=True, related_name="commands")
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    code = models.IntegerField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["device", "id"], condition=models.Q(done_at=None), name="command_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Knock(models.Model):
    """A device that was not let in: an unknown serial from the school's network, or a known one from elsewhere."""

    class Why(models.TextChoices):
        UNKNOWN = "unknown", _("not registered")
        NETWORK = "network", _("came from another network")
        OFF = "off", _("switched off here")
        KEY = "key", _("wrong key")

    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    serial = models.CharField(max_length=40)
    source = models.CharField(max_length=45)
    why = models.CharField(max_length=8, choices=Why.choices)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "serial", "source", "why"], name="knock_once"),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.why}"
