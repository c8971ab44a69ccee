"""The plan of a school week: demands, timetables and their slots, and the search for a good one."""
