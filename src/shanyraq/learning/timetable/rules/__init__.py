"""Pure rules of the timetable: what a week must hold, what it should, and how a plan is judged."""
