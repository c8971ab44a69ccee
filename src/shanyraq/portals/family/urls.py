"""Addresses of the family's pages. The pupil reads the same pages about themself."""

import datetime as dt

from django.urls import path, register_converter

from shanyraq.portals.family.pages import absence, day, device, diary, marks, more, receipts


class IsoDay:
    """A date as 2026-11-23; a day that does not exist is no address."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


register_converter(IsoDay, "isoday")

urlpatterns = [
    path("family/", day.today, name="family"),
    path("children/", day.today, name="children"),
    path("children/<uuid:person_id>/<isoday:day>/", day.child_day, name="child_day"),
    path("children/<uuid:person_id>/<isoday:day>/part/", day.child_day_part, name="child_day_part"),
    path("children/<uuid:person_id>/<isoday:day>/why/", day.child_day_why, name="child_day_why"),
    path("children/<uuid:person_id>/absence/", absence.absence, name="absence"),
    path("absences/<uuid:absence_id>/withdraw/", absence.withdraw, name="withdraw_absence"),
    path("absences/<uuid:absence_id>/bring/", absence.bring, name="bring_paper"),
    path("diary/", diary.own_diary, name="own_diary"),
    path("diary/<uuid:person_id>/", diary.diary, name="diary"),
    path("diary/<uuid:person_id>/todo/", marks.todo, name="todo"),
    path("diary/<uuid:person_id>/marks/", marks.marks, name="marks"),
    path("diary/<uuid:person_id>/marks/<slug:subject>/<slug:period>/", marks.how, name="how"),
    path("diary/homework/<uuid:lesson_id>/", diary.tick, name="tick_homework"),
    path("more/", more.more, name="family_more"),
    path("receipts/children/<uuid:person_id>/", receipts.all_receipts, name="family_receipts"),
    path("sw.js", device.worker, name="worker"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
]
