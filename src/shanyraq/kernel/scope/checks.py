"""System checks: a model without an answer to "who sees it?" does not start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db.models import Model

from shanyraq.kernel.scope.policies import policy_of
from shanyraq.kernel.scope.queries import ScopedManager

# Models of libraries, looked at one by one. None holds a school's rows; each is reached only through its library.
REVIEWED = {
    "access.User": "sign-in needs accounts before there is a scope; no personal data; lists go through User.seen",
    "auth.Permission": "names of rights; not used for access here",
    "auth.Group": "not used for access here",
    "auth.Group_permissions": "not used for access here",
    "contenttypes.ContentType": "names of models",
    "sessions.Session": "opaque; read by key only",
    "account.EmailAddress": "own address, read by allauth for the signed-in user",
    "account.EmailConfirmation": "read by key only",
    "mfa.Authenticator": "own second factors, read by allauth for the signed-in user",
}


def _app_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


def every_model_answers(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Each model has a policy with a scoped manager, or a `shared` reason, or stands in the reviewed list."""
    faults: list[CheckMessage] = []
    for model in apps.get_models(include_auto_created=True):
        if _app_of(model) in REVIEWED:
            continue
        shared = getattr(model, "shared", "")
        scoped = isinstance(model._default_manager, ScopedManager)
        if policy_of(model) and not scoped:
            faults.append(Error("has a policy but no ScopedManager", obj=model, id="scope.E002"))
        elif not policy_of(model) and not shared:
            faults.append(Error("has neither a policy nor a `shared` reason", obj=model, id="scope.E001"))
        elif shared and scoped:
            faults.append(Error("is declared shared and scoped at once", obj=model, id="scope.E003"))
        if shared and _reaches_person(model):
            faults.append(Error("is shared, yet has a path to a person", obj=model, id="scope.E004"))
    return faults


def _reaches_person(model: type[Model]) -> bool:
    """Whether a foreign key of the model, or a bare id by its name, points at a person."""
    names = {field.name for field in model._meta.get_fields() if field.concrete}
    return bool(names & {"person", "person_id", "pupil", "pupil_id", "child", "child_id", "guardian_id"})
