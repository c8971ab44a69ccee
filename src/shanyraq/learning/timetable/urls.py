"""Addresses of the timetable."""

from django.urls import path

from shanyraq.learning.timetable.endpoints import week as week_endpoints
from shanyraq.learning.timetable.pages import calendar, desk, files, hours, planning, search, shown, week

urlpatterns = [
    path("timetable/", desk.desk, name="timetable"),
    path("timetable/<uuid:timetable_id>/", week.timetable_week, name="timetable_week"),
    path("timetable/<uuid:timetable_id>/slots", week_endpoints.slots, name="timetable_slots"),
    path("timetable/<uuid:timetable_id>/places", week_endpoints.places, name="timetable_places"),
    path("timetable/<uuid:timetable_id>/publish/", desk.publish, name="publish_timetable"),
    path("timetable/<uuid:timetable_id>/file/", files.timetable_file, name="timetable_file"),
    path("timetable/<uuid:timetable_id>/table.xlsx", files.timetable_table, name="timetable_table"),
    path("timetable/<uuid:timetable_id>/discard/", desk.discard, name="discard_timetable"),
    path("timetable/<uuid:timetable_id>/search/", search.search_page, name="timetable_search"),
    path("timetable/searches/<uuid:week_search_id>/", search.search_run, name="search_run"),
    path("timetable/plan/", planning.working_plan_page, name="working_plan"),
    path("timetable/demands/", planning.demands_page, name="demands"),
    path("timetable/demands/<uuid:demand_id>/", planning.demand_page, name="demand"),
    path("timetable/divisions/", planning.divisions_page, name="divisions"),
    path("timetable/divisions/<uuid:division_id>/", planning.division_page, name="division"),
    path("timetable/hours/", hours.teacher_hours_page, name="teacher_hours"),
    path("calendar-plans/", calendar.calendar_plans_page, name="calendar_plans"),
    path("calendar-plans/<uuid:plan_id>/", calendar.calendar_plan_page, name="calendar_plan"),
    path("calendar-plans/<uuid:plan_id>/table.xlsx", calendar.calendar_plan_table, name="calendar_plan_table"),
    path("week/", shown.own_week, name="own_week"),
    path("weeks/", shown.weeks, name="weeks"),
    path("weeks/classes/<uuid:group_id>/", shown.week_of_class, name="week_of_class"),
    path("weeks/pupils/<uuid:person_id>/", shown.week_of_pupil, name="week_of_pupil"),
    path("weeks/teachers/<uuid:person_id>/", shown.week_of_a_teacher, name="week_of_teacher"),
    path("weeks/rooms/<uuid:room_id>/", shown.week_of_a_room, name="week_of_room"),
]
