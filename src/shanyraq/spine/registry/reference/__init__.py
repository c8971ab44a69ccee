"""Reference tables of the register: territories, calendars, bells, plans, names, schools (see README.md)."""
