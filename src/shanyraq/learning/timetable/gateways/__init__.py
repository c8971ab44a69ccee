"""What the timetable reaches outside the house: the solver, and the files of other programs."""
