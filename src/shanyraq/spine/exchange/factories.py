"""One row of each model at a given school, for tests."""

from shanyraq.kernel import clock
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.access.factories import a_user
from shanyraq.spine.exchange.models import Apart, Export, HeadingMap, Line, Merge, Run, SourceKey, Trace
from shanyraq.spine.registry.factories import School


@factory(Run)
def a_run(at: School) -> Run:
    now = clock.now()
    return Run.objects.create(
        organisation_id=at.organisation_id,
        source="excel",
        filename="7-ә.xlsx",
        opened_at=now,
        day=now.date(),
        state="read",
    )


@factory(Line)
def a_line(at: School) -> Line:
    run = a_run(at)
    return Line.objects.create(
        run=run, organisation=run.organisation, number=1, kind="pupil", deed="stands", sheet="7 «Ә»", row=5,
        title="Серікбай Нұрлан", verdict="create",
    )  # fmt: skip


@factory(Trace)
def a_trace(at: School) -> Trace:
    run = a_run(at)
    return Trace.objects.create(
        run=run, organisation=run.organisation, deed="created", kind="person", target=at.pupil_id
    )


@factory(SourceKey)
def a_source_key(at: School) -> SourceKey:
    run = a_run(at)
    return SourceKey.objects.create(
        source="oneroster", kind="pupil", key=new_id().hex, target=at.pupil_id, organisation=run.organisation, run=run
    )


@factory(HeadingMap)
def a_heading(at: School) -> HeadingMap:
    return HeadingMap.objects.create(
        organisation_id=at.organisation_id, kind="pupil", heading=f"оқушы {new_id().hex}", field="family"
    )


@factory(Merge)
def a_merge(at: School) -> Merge:
    return Merge.objects.create(
        organisation_id=at.organisation_id,
        kept_id=at.guardian_id,
        gone_id=at.teacher_id,
        merged_at=clock.now(),
        reason="бір адам",
        before={"steps": []},
        moved={"keys": []},
    )


@factory(Export)
def an_export(at: School) -> Export:
    """Dana's, of Erzhan."""
    return Export.objects.create(
        kind="person", person_id=at.pupil_id, asked_by=a_user(at).id, asked_at=clock.now(), language="kk"
    )


@factory(Apart)
def an_apart(at: School) -> Apart:
    one, two = sorted((at.pupil_id, at.guardian_id))
    return Apart.objects.create(
        organisation_id=at.organisation_id, one_id=one, two_id=two, said_at=clock.now(), said_by=at.director_id
    )
