"""The account: a way to sign in, without personal data of its own."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class UserManager(BaseUserManager["User"]):
    """Unscoped on purpose: sign-in happens before anybody has a scope. Lists of users go through `seen`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """`access_version` grows with every change of rights, so that cached scopes fall away at once.

    A locked account is not active, so Django forgets its sessions at the next request of any of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField("registry.Person", on_delete=models.PROTECT, null=True, related_name="user")
    language = models.CharField(max_length=2, default="kk")
    locked_at = models.DateTimeField(null=True)
    locked_by = models.UUIDField(null=True)
    access_version = models.PositiveIntegerField(default=1)
    joined_at = models.DateTimeField()

    objects = UserManager()
    seen = ScopedManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(locked_by=None) | models.Q(locked_at__isnull=False),
                name="user_lock_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.locked_at is None

    @property
    def is_staff(self) -> bool:
        """There is no admin site; libraries ask all the same."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class UserSession(models.Model):
    """A sign-in of one account on one device, for the list of own sessions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.device
