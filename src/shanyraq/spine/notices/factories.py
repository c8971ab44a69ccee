"""One row of each model of notices at a given school."""

from shanyraq.kernel import clock
from shanyraq.kernel.testing.factories import factory
from shanyraq.spine.notices.models import Dispatch, Notice, Preference
from shanyraq.spine.registry.factories import School


@factory(Notice)
def a_notice(at: School) -> Notice:
    return Notice.objects.create(
        person_id=at.guardian_id, child_id=at.pupil_id, organisation_id=at.organisation_id, code="child_came_in",
        source=f"test:{at.pupil_id}", created_at=clock.now(),
        params={"at": clock.now().isoformat(), "child": str(at.pupil_id)},
    )  # fmt: skip


@factory(Dispatch)
def a_dispatch(at: School) -> Dispatch:
    return Dispatch.objects.create(notice=a_notice(at), person_id=at.guardian_id, channel="email", due_at=clock.now())


@factory(Preference)
def a_preference(at: School) -> Preference:
    return Preference.objects.create(person_id=at.guardian_id)
