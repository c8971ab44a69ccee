"""A search for timetables on OR-Tools' CP-SAT, which is loaded only when a search begins."""
