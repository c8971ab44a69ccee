"""Working plans, subgroups, timetables and their slots."""
